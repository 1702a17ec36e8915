package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What is answered while the database is away. */
class OutageFilterTest {

    private static final FilterChain AWAY = (request, response) -> {
        throw new ServletException(new SQLException("the connection broke", "08006"));
    };

    private static MockHttpServletResponse answer(String method, String accept) throws Exception {
        var request = new MockHttpServletRequest(method, "/handovers/KOR-2018-01");
        request.addHeader("Accept", accept);
        var response = new MockHttpServletResponse();
        new OutageFilter(new ObjectMapper()).doFilter(request, response, AWAY);
        return response;
    }

    @Test
    void browser_readsAPage_thatIsAskedForAgain() throws Exception {
        MockHttpServletResponse answer = answer("GET", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString()).contains("Nothing is lost").contains("데이터베이스");
        assertThat(answer.getHeader("Refresh")).isEqualTo("5");
        assertThat(answer.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void program_andAForm_getAProblem() throws Exception {
        for (MockHttpServletResponse answer :
                new MockHttpServletResponse[] {answer("GET", "application/json"), answer("POST", "text/html")}) {
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getContentType()).startsWith("application/problem+json");
            assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
            assertThat(answer.getHeader("Refresh")).isNull();
        }
    }

    @Test
    void anotherFailure_isLeftToOthers() {
        FilterChain failing = (request, response) -> {
            throw new ServletException(new IllegalStateException("a fault"));
        };

        assertThatThrownBy(() -> new OutageFilter(new ObjectMapper())
                        .doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), failing))
                .isInstanceOf(ServletException.class);
    }
}
