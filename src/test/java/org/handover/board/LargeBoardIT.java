package org.handover.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.handover.database.SentStatements;
import org.handover.engine.Workbench;
import org.handover.fixture.Accession;
import org.handover.fixture.Filling;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/**
 * A page costs the same however many individuals a handover has: as many SQL statements, and no longer an answer. Compared are handovers
 * of 120 and of 2,000 individuals; {@code -Dindividuals=7700} on the command line of the test's JVM takes another number.
 */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBoardIT {

    private static final String SMALL = "SML-2019-01";
    private static final String LARGE = "LRG-2019-01";
    private static final int MOST_BYTES = 400_000;

    private Http reader;

    @BeforeAll
    void fill(@Autowired Environment environment, @Autowired Workbench workbench) {
        Http http = Http.anonymous(environment);
        fill(http, workbench, SMALL, 120);
        fill(http, workbench, LARGE, Integer.getInteger("individuals", 2_000));
        reader = Http.anonymous(environment);
        reader.signInOnPage("lab-managers-1", "demo", "/");
    }

    private static void fill(Http http, Workbench workbench, String reference, int individuals) {
        new Filling(http, reference, new Accession(12, individuals, 1953), () -> workbench.settle(reference)).run(12);
    }

    static Stream<String> pages() {
        return Stream.of(
                "/",
                "/laboratory",
                "/laboratory?reference={reference}",
                "/handovers/{reference}",
                "/handovers/{reference}?whole=true",
                "/handovers/{reference}/account",
                "/handovers/{reference}/diagram/state",
                "/handovers/{reference}/timeline",
                "/handovers/{reference}/route",
                "/handovers/{reference}/containers",
                "/handovers/{reference}/cases",
                "/handovers/{reference}/cases?page=2",
                "/handovers/{reference}/cases?step=SelectLinesOfEvidence",
                "/handovers/{reference}/cases?state=CLOSED",
                "/handovers/{reference}/cases/I-003",
                "/handovers/{reference}/custody",
                "/handovers/{reference}/custody/C-07",
                "/handovers/{reference}/custody/C-07/1",
                "/api/handovers/{reference}",
                "/api/handovers/{reference}/account",
                "/api/handovers/{reference}/cases?page=1",
                "/api/handovers/{reference}/specimens?page=1",
                "/api/handovers/{reference}/samples?page=1",
                "/api/handovers/{reference}/steps");
    }

    private record Cost(int statements, int bytes, Duration time) {}

    private Cost cost(String path, String reference) {
        String address = path.replace("{reference}", reference);
        // Once before, so that neither templates nor who is signed in are read for the first time.
        reader.get(address);
        var statements = new AtomicInteger();
        Instant begin = Instant.now();
        Http.Answer answer;
        try (var listening = SentStatements.listen(sql -> countOfTheWebServer(statements))) {
            answer = reader.get(address);
        }
        Duration time = Duration.between(begin, Instant.now());
        assertThat(answer.status()).as(address).isEqualTo(200);
        return new Cost(statements.get(), answer.body().length(), time);
    }

    /** What goes on in the background is not counted. */
    private static void countOfTheWebServer(AtomicInteger statements) {
        if (Thread.currentThread().getName().contains("-exec-")) {
            statements.incrementAndGet();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void costsTheSame_howeverMany(String path) {
        Cost small = cost(path, SMALL);
        Cost large = cost(path, LARGE);

        System.out.printf(
                "%-60s %2d statements, %6d bytes, %4d ms and %4d ms%n",
                path,
                large.statements(),
                large.bytes(),
                small.time().toMillis(),
                large.time().toMillis());
        assertThat(small.statements()).as("SQL statements are counted").isPositive();
        assertThat(large.statements()).as("SQL statements").isEqualTo(small.statements());
        assertThat(large.bytes()).as("bytes").isLessThan(Math.max(MOST_BYTES / 4, small.bytes() * 3 / 2));
        assertThat(large.bytes()).as("bytes").isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0", "-1", "1.5", "99999999999"})
    void pageThatIsNone_isTheFirst(String page) {
        String handover = "/handovers/" + SMALL;
        for (String path :
                List.of("/", "/laboratory", handover + "/cases", handover + "/custody", handover + "/timeline")) {
            assertThat(reader.get(path + "?page=" + page).status()).as(path).isEqualTo(200);
        }
    }
}
