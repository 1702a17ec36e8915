package org.handover.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.handover.database.SentStatements;
import org.handover.engine.Workbench;
import org.handover.fixture.Accession;
import org.handover.fixture.Filling;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A page and a list cost the same however many individuals a handover has, and however many there are beside it: as many SQL statements, and no longer an answer.
 * Asked is with 120 individuals, then with 2,000 in another handover; {@code -Dindividuals=7700} on the command line of the test's JVM takes another number.
 */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBoardIT {

    private static final String SMALL = "SML-2019-01";
    private static final String LARGE = "LRG-2019-01";
    private static final int INDIVIDUALS = Integer.getInteger("individuals", 2_000);
    private static final int MOST_BYTES = 400_000;

    private static final List<String> PAGES = List.of(
            "/",
            "/laboratory",
            "/laboratory?reference={reference}",
            "/handovers/{reference}",
            "/handovers/{reference}?whole=true",
            "/handovers/{reference}/account",
            "/handovers/{reference}/diagram",
            "/handovers/{reference}/diagram/model",
            "/handovers/{reference}/diagram/state",
            "/handovers/{reference}/timeline",
            "/handovers/{reference}/route",
            "/handovers/{reference}/containers",
            "/handovers/{reference}/cases",
            "/handovers/{reference}/cases?page=2",
            "/handovers/{reference}/cases?step=SelectLinesOfEvidence",
            "/handovers/{reference}/cases?state=CLOSED",
            "/handovers/{reference}/cases/{individual}",
            "/handovers/{reference}/custody",
            "/handovers/{reference}/custody/verification",
            "/handovers/{reference}/custody/C-07",
            "/handovers/{reference}/custody/C-07/1");

    /** What stands in a path of the OpenAPI document for what every handover of this test has. */
    private static final Map<String, String> NAMES = Map.of(
            "individual", "I-009",
            "kind", "inventory",
            "container", "C-07",
            "object", "E-01",
            "person", "P-{reference}-009");

    /** What has to be said beside the path. */
    private static final Map<String, String> QUERIES = Map.of(
            "/api/handovers/{reference}/lineage", "?individual=I-009",
            "/api/handovers/{reference}/drafts/{kind}", "?item=C-07");

    /** Whole files, as long as what they are about. */
    private static final String DOSSIER = "/api/handovers/{reference}/dossier";

    /** What is read of 500 cases at once. */
    private static final int MOST_OF_500_CASES = 12;

    private static final Set<String> FILES =
            Set.of("/api/handovers/{reference}/export", DOSSIER, "/api/handovers/{reference}/protocol");

    /** Nobody traced an object: the answer is that there is none. */
    private static final Set<String> OF_NOTHING = Set.of("/api/handovers/{reference}/objects/{container}/{object}");

    private static final Pattern VARIABLE = Pattern.compile("[{](\\w+)[}]");

    private final Map<String, Cost> withFew = new LinkedHashMap<>();
    private Http anybody;
    private Http manager;
    private Http operator;

    @BeforeAll
    void fill(@Autowired Environment environment, @Autowired Workbench workbench) {
        anybody = Http.anonymous(environment);
        manager = signedIn(environment, "lab-managers-1");
        operator = signedIn(environment, "operators-1");
        fill(anybody, workbench, SMALL, 120, 12);
        all().forEach(path -> withFew.put(path, cost(path, SMALL)));
        fill(anybody, workbench, LARGE, INDIVIDUALS, 36);
    }

    private static Http signedIn(Environment environment, String user) {
        Http http = Http.anonymous(environment);
        http.signInOnPage(user, "demo", "/");
        return http;
    }

    private static void fill(Http http, Workbench workbench, String reference, int individuals, int worked) {
        new Filling(http, reference, new Accession(12, individuals, 1953), () -> workbench.settle(reference))
                .run(worked);
    }

    Stream<String> all() {
        return Stream.concat(PAGES.stream(), lists().map(path -> path + query(path)));
    }

    /** Whatever is there to be read, as the document of the API has it. */
    private Stream<String> lists() {
        return operator.get("/api/openapi.json").json().get("paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(Map.Entry::getKey);
    }

    private String query(String path) {
        return paged().anyMatch(path::equals) ? "?page=1" : QUERIES.getOrDefault(path, "");
    }

    /** Those of them that can be had page by page, but for what grows while it is read. */
    Stream<String> pagesThatStay() {
        return paged().filter(path -> !path.equals("/api/audit"));
    }

    /** Those of them that can be had page by page. */
    private Stream<String> paged() {
        return operator.get("/api/openapi.json").json().get("paths").properties().stream()
                .filter(path -> path.getValue()
                        .at("/get/parameters")
                        .findValuesAsText("name")
                        .contains("page"))
                .map(Map.Entry::getKey);
    }

    private static String address(String path, String reference) {
        String named = VARIABLE.matcher(path)
                .replaceAll(variable -> variable.group(1).equals("reference")
                        ? variable.group()
                        : Optional.ofNullable(NAMES.get(variable.group(1)))
                                .orElseThrow(() -> new IllegalStateException(
                                        "%s: give {%s} a name here".formatted(path, variable.group(1)))));
        return named.replace("{reference}", reference);
    }

    /** Some things only operators may read, and some they may not. */
    private Http.Answer read(String address) {
        Http.Answer answer = manager.get(address);
        return answer.status() == 403 ? operator.get(address) : answer;
    }

    private record Cost(int status, List<String> sent, int bytes, Duration time) {

        int statements() {
            return sent.size();
        }

        /** What was sent beside that of another one, for whoever has to find out why. */
        List<String> beside(Cost other) {
            var rest = new ArrayList<>(sent);
            other.sent().forEach(rest::remove);
            return rest.stream().distinct().limit(5).toList();
        }
    }

    /** The less of two: now and then it is written that a session is still in use, or what is kept for a while is read again. */
    private Cost cost(String path, String reference) {
        String address = address(path, reference);
        // Once before, so that neither templates nor who is signed in are read for the first time.
        read(address);
        Cost once = cost(address);
        Cost again = cost(address);
        return once.statements() < again.statements() ? once : again;
    }

    private Cost cost(String address) {
        var statements = Collections.synchronizedList(new ArrayList<String>());
        Instant begin = Instant.now();
        Http.Answer answer;
        try (var listening = SentStatements.listen(sql -> keepOfTheWebServer(statements, sql))) {
            answer = read(address);
        }
        Duration time = Duration.between(begin, Instant.now());
        return new Cost(answer.status(), List.copyOf(statements), answer.body().length(), time);
    }

    /** What goes on in the background is not counted. */
    private static void keepOfTheWebServer(List<String> statements, String sql) {
        if (Thread.currentThread().getName().contains("-exec-")) {
            statements.add(sql);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void costsTheSame_howeverMany(String path) {
        Cost small = withFew.get(path);
        int most = small.statements() + (path.equals(DOSSIER) ? INDIVIDUALS / 500 * MOST_OF_500_CASES : 0);
        Cost large = cost(path, LARGE);
        for (int more = 0; large.statements() > most && more < 3; more++) {
            large = cost(path, LARGE);
        }

        System.out.printf(
                "%-60s %2d statements, %6d bytes, %4d ms and %4d ms%n",
                path,
                large.statements(),
                large.bytes(),
                small.time().toMillis(),
                large.time().toMillis());
        assertThat(List.of(small.status(), large.status())).containsOnly(OF_NOTHING.contains(path) ? 404 : 200);
        assertThat(large.statements())
                .as("SQL statements; with more: %s; with fewer: %s", large.beside(small), small.beside(large))
                .isBetween(1, most);
        if (!FILES.contains(path)) {
            assertThat(large.bytes()).as("bytes").isLessThan(Math.max(MOST_BYTES / 4, small.bytes() * 3 / 2));
            assertThat(large.bytes()).as("bytes").isLessThan(MOST_BYTES);
        }
    }

    @Test
    void everyPageOfTheBoard_isAmongThem(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        mappings.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackage().equals(getClass().getPackage())) {
                assertThat(mapping.getPathPatternsCondition().getPatterns()).allMatch(pattern -> PAGES.stream()
                        .map(page -> page.replaceFirst("[?].*", ""))
                        .anyMatch(page -> pattern.matches(PathContainer.parsePath(page))));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pagesThatStay")
    void pages_areTheWholeListInItsOrder_nothingTwiceAndNothingMissing(String path) {
        String address = address(path, SMALL);
        Http.Answer first = read(address + "?page=1&size=1");
        int total = Integer.parseInt(first.header("X-Total-Count"));
        assertThat(first.json()).hasSize(Math.min(1, total));
        // Small enough for several pages, large enough for the test.
        int size = Math.min(200, Math.max(1, total / 4));
        var rows = new ArrayList<JsonNode>();
        for (int page = 1; page <= (total + size - 1) / size; page++) {
            Http.Answer answer = read("%s?page=%d&size=%d".formatted(address, page, size));
            assertThat(answer.header("X-Total-Count")).isEqualTo(String.valueOf(total));
            answer.json().forEach(rows::add);
        }
        assertThat(rows).hasSize(total).doesNotHaveDuplicates();
        JsonNode whole = read(address).json();
        if (whole.size() == total) {
            assertThat(rows)
                    .isEqualTo(StreamSupport.stream(whole.spliterator(), false).toList());
        }
        assertThat(read(address + "?page=%d&size=%d".formatted(total + 1, size)).json())
                .isEmpty();
        for (String wrong : List.of("page=0", "size=0", "size=201", "page=x")) {
            assertThat(read(address + "?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    /** Where a list that looks again by itself has become shorter. */
    @Test
    void pageBeyondTheLast_isTheLast() {
        for (String list : List.of("/cases", "/custody")) {
            assertThat(manager.get("/handovers/" + SMALL + list + "?page=999").body())
                    .as(list)
                    .containsPattern("<td[ >]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "0", "-1", "1.5", "99999999999"})
    void pageThatIsNone_isTheFirst(String page) {
        String handover = "/handovers/" + SMALL;
        for (String path :
                List.of("/", "/laboratory", handover + "/cases", handover + "/custody", handover + "/timeline")) {
            assertThat(manager.get(path + "?page=" + page).status()).as(path).isEqualTo(200);
        }
    }
}
