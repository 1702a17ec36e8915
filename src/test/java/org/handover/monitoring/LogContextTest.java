package org.handover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LogContextTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/handovers/KOR-2018-01, KOR-2018-01",
                "/api/handovers/KOR-2018-01/account, KOR-2018-01",
                "/live/handovers/KOR-2018-01, KOR-2018-01",
                "/handovers/KOR-2018-01/cases/I-012, KOR-2018-01/I-012",
                "/api/handovers/KOR-2018-01/cases/I-012/dna, KOR-2018-01/I-012",
                "/api/handovers/KOR-2018-01/cases, KOR-2018-01",
                "/api/handovers, none",
                "/api/persons/P-0412/reference-samples, none",
                "/api/handovers/x%0d%0aforged/account, none",
                "/engine-rest/task, none",
            })
    void aRequestIsAboutWhatItsPathNames(String path, String about) throws Exception {
        List<String> seen = new ArrayList<>();
        new LogContext()
                .doFilter(
                        new MockHttpServletRequest("GET", path),
                        new MockHttpServletResponse(),
                        (request, response) -> seen.add(MDC.get(LogContext.KEY)));

        assertThat(seen).containsExactly(about);
        assertThat(MDC.get(LogContext.KEY)).isNull();
    }
}
