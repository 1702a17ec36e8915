package org.handover.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.handover.fuzz.Operations.Operation;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Nonsense as an attack on every operation that the OpenAPI documents name: never a failure of the server, never a look inside, and nothing
 * written by what was refused. For longer: {@code -Dfuzz.seconds=600}; again as it was: {@code -Dfuzz.seed=…}.
 */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 12));

    /** The same in each build, whose answer must not hang on chance; whoever looks for more gives another. */
    private static final long SEED = Long.getLong("fuzz.seed", 20180727);

    private static final List<String> USERS = List.of(
            "negotiators-1",
            "transfer-team-1",
            "lab-managers-1",
            "casualty-office-1",
            "observers-1",
            "operators-1",
            "camunda-admin-1",
            "nobody");

    private static final List<String> TYPES = List.of(
            "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-ndjson", "text/csv");

    private Environment environment;
    private Http http;
    private JdbcClient jdbc;
    private List<String> known;

    @BeforeAll
    void pledge(@Autowired Environment environment, @Autowired JdbcClient jdbc) {
        System.out.println("fuzz.seed=" + SEED);
        this.environment = environment;
        this.jdbc = jdbc;
        http = Http.anonymous(environment);
        assertThat(http.as("negotiators-1")
                        .start(
                                "handover",
                                "FUZ-2018-01",
                                "pledgedOn",
                                "2018-06-12",
                                "pledgedBy",
                                "The leader",
                                "counterparty",
                                "DPRK",
                                "statement",
                                "thousands")
                        .status())
                .isEqualTo(200);
        known = new ArrayList<>(List.of("FUZ-2018-01", "handover", "default", "C-01", "I-001", "phase", "en"));
        for (String table :
                List.of("act_ru_task", "act_re_procdef", "act_ru_execution", "act_re_deployment", "act_ru_filter")) {
            known.addAll(
                    jdbc.sql("select id_ from " + table).query(String.class).list());
        }
    }

    @Test
    void record() throws IOException {
        send(
                new Operations(JSON.readTree(
                        http.as("observers-1").get("/api/openapi.json").body())),
                "",
                http::as);
    }

    @Test
    void engine() throws IOException {
        send(engineDocument(), "/engine-rest", http::as);
    }

    /** The same behind the web apps' own filters, where a browser has a session and sends its token along. */
    @Test
    void engineOfTheWebApps() throws IOException {
        Map<String, Http> browsers = USERS.stream().collect(Collectors.toMap(Function.identity(), user -> {
            Http browser = Http.anonymous(environment);
            browser.signInOnPage(user, "demo", "/");
            return browser;
        }));

        send(engineDocument(), "/camunda/api/engine/engine/default", browsers::get);

        browsers.forEach((user, browser) -> assertThat(browser.get("/camunda/api/engine/engine/default/task/count")
                        .status())
                .as("%s, still signed in", user)
                .isEqualTo(user.equals("nobody") ? 401 : 200));
    }

    private static Operations engineDocument() throws IOException {
        try (InputStream document = FuzzIT.class.getResourceAsStream("/openapi.json")) {
            return new Operations(JSON.readTree(document));
        }
    }

    private void send(Operations document, String prefix, Function<String, Http> as) {
        Map<String, String> failures = new LinkedHashMap<>();
        var nonsense = new Nonsense(document, new Random(SEED), known);
        List<Operation> operations = document.all();
        long end = System.nanoTime() + TIME.toNanos();
        int sent = 0;
        while (sent < operations.size() || System.nanoTime() < end) {
            Operation operation = sent < operations.size() ? operations.get(sent) : nonsense.one(operations);
            one(operation, prefix, as, nonsense, failures);
            sent++;
        }
        System.out.printf(
                "%d requests to %d operations of %s%n", sent, operations.size(), prefix.isEmpty() ? "/api" : prefix);
        assertThat(failures.values()).as("with fuzz.seed=" + SEED).isEmpty();
    }

    private void one(
            Operation operation,
            String prefix,
            Function<String, Http> as,
            Nonsense nonsense,
            Map<String, String> failures) {
        String user = nonsense.one(USERS);
        String path = prefix + path(operation, nonsense);
        byte[] body = null;
        String type = null;
        if (!operation.types().isEmpty()) {
            JsonNode value = nonsense.value(operation.body());
            body = nonsense.often() ? value.toString().getBytes(StandardCharsets.UTF_8) : nonsense.body();
            type = nonsense.seldom() ? nonsense.one(TYPES) : operation.types().get(0);
        }
        List<Long> before = rows();
        Http client = as.apply(user);
        String asked = "%s by %s: %s %s %s"
                .formatted(
                        operation,
                        user,
                        path,
                        type,
                        body == null ? "" : shortened(new String(body, StandardCharsets.UTF_8)));
        Http.Answer answer;
        try {
            answer = answer(client, operation, path, type, body);
        } catch (UncheckedIOException none) {
            failures.putIfAbsent(operation.toString(), "not answered: " + asked + " " + none.getMessage());
            return;
        }
        String what = "%s -> %d %s".formatted(asked, answer.status(), shortened(answer.body()));
        if (answer.status() >= 500 || looksInside(answer.body())) {
            failures.putIfAbsent(operation.toString(), what);
        } else if (answer.status() >= 400 && !rows().equals(before)) {
            failures.putIfAbsent(operation.toString(), "refused, and yet written: " + what);
        }
    }

    private static Http.Answer answer(Http client, Operation operation, String path, String type, byte[] body) {
        String token = client.token();
        String[] headers = token.isEmpty() ? new String[0] : new String[] {"X-XSRF-TOKEN", token};
        try {
            return client.send(operation.method(), path, type, body, headers);
        } catch (UncheckedIOException closed) {
            // A connection that is kept open may be closed in the moment in which it is used again.
            return client.send(operation.method(), path, type, body, headers);
        }
    }

    private static boolean looksInside(String body) {
        return body.contains("\tat ")
                || body.contains("org.h2.")
                || body.contains("org.apache.ibatis")
                || body.contains("### ")
                || body.contains("Exception: ");
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private String path(Operation operation, Nonsense nonsense) {
        String path = operation.path();
        var query = new StringBuilder();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            String value = nonsense.parameter(parameter.path("schema"));
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", encoded(value.isEmpty() ? "x" : value));
            } else if (parameter.path("in").asText().equals("query") && nonsense.seldom()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value));
            }
        }
        return path + query;
    }

    private static String encoded(String text) {
        String value = text.length() > 1_000 ? text.substring(0, 1_000) : text;
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** How many rows the record has. */
    private List<Long> rows() {
        return jdbc.sql(
                        """
                select count(*) from handover union all select count(*) from statement union all select count(*) from container
                union all select count(*) from custody_event union all select count(*) from decision
                union all select count(*) from evidence union all select count(*) from notice union all select count(*) from person
                union all select count(*) from act""")
                .query(Long.class)
                .list();
    }
}
