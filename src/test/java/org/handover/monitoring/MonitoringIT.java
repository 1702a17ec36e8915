package org.handover.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a machine that watches is told, and what it is not. */
@RunningApplication
@AutoConfigureObservability(tracing = false)
@ExtendWith(OutputCaptureExtension.class)
class MonitoringIT {

    private static final String TOKEN = "only-for-this-test-0123456789-0123456789";
    private static final Path DEPLOY = Path.of("deploy");

    private Http http;

    @DynamicPropertySource
    static void token(DynamicPropertyRegistry properties) throws IOException {
        Path file = Files.createTempFile("metrics", ".token");
        Files.writeString(file, TOKEN + "\n");
        properties.add("handover.metrics.token-file", file::toString);
    }

    @BeforeEach
    void connect(@Autowired Environment environment) {
        http = Http.anonymous(environment);
    }

    @Test
    void healthIsToldToEverybody_andWhatItIsMadeOfToOperators() {
        assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(http.get("/actuator/health").json().has("components")).isFalse();

        JsonNode told = http.as("operators-1").get("/actuator/health/readiness").json();
        assertThat(told.get("components").has("processEngine")).isTrue();
        assertThat(told.get("components").has("db")).isTrue();
        assertThat(told.get("components").has("readinessState")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/prometheus",
        "/actuator/info",
        "/actuator",
    })
    void figuresAreForOperators(String path) {
        assertThat(http.get(path).status()).isEqualTo(401);
        assertThat(http.as("observers-1").get(path).status()).isEqualTo(403);
        assertThat(http.as("operators-1").get(path).status()).isEqualTo(200);
    }

    @Test
    void theTokenOpensTheMetrics_andNothingElse() {
        String bearer = "Bearer " + TOKEN;
        assertThat(http.get("/actuator/prometheus", "Authorization", bearer).status())
                .isEqualTo(200);
        assertThat(http.get("/actuator/prometheus", "Authorization", bearer + "0")
                        .status())
                .isEqualTo(401);
        assertThat(http.get("/actuator/info", "Authorization", bearer).status()).isEqualTo(403);
        assertThat(http.get("/api/handovers", "Authorization", bearer).status()).isEqualTo(401);
        assertThat(http.get("/engine-rest/task", "Authorization", bearer).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"env", "heapdump", "beans", "loggers", "configprops", "threaddump", "mappings", "shutdown"})
    void nothingElseOfTheActuatorIsThere(String endpoint) {
        assertThat(http.as("operators-1").get("/actuator/" + endpoint).status()).isEqualTo(404);
    }

    /** The pool's own figures say why a node is slow: they must be told just then. */
    @Test
    void metricsAreTold_whenTheDatabaseDoesNotAnswer(@Autowired DataSource database) throws Exception {
        var taken = new ArrayList<Connection>();
        try {
            HikariDataSource pool = database.unwrap(HikariDataSource.class);
            while (taken.size() < pool.getMaximumPoolSize()) {
                taken.add(pool.getConnection());
            }
            // What was read before is fresh for ten seconds.
            TimeUnit.SECONDS.sleep(11);

            Http.Answer told = http.get("/actuator/prometheus", "Authorization", "Bearer " + TOKEN);

            assertThat(told.status()).isEqualTo(200);
            assertThat(told.body()).contains("hikaricp_connections_pending{").doesNotContain("handover_waiting{");
        } finally {
            for (Connection each : taken) {
                each.close();
            }
        }
    }

    @Test
    void metricsTellTheStory(@Autowired JdbcClient jdbc) {
        jdbc.sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values ('MON-2018-01', 'TALKS', 'DPRK', date '2018-06-12', 'The counterparty''s leader', 'negotiators-1'),
                    ('MON-2018-02', 'FLIGHT', 'DPRK', date '2018-06-12', 'The counterparty''s leader', 'negotiators-1')""")
                .update();
        jdbc.sql(
                        """
                insert into incident (reference, item, kind, description, opened_by, opened_on, resolution, resolved_by, resolved_on)
                values ('MON-2018-01', 'MON-2018-01/C-01', 'SEAL', 'broken', 'evidence-coordinators-1', date '2018-07-27', null, null, null),
                    ('MON-2018-01', 'MON-2018-01/C-02', 'SEAL', 'broken', 'evidence-coordinators-1', date '2018-07-27', 'mended',
                        'evidence-coordinators-2', date '2018-07-28')""")
                .update();
        pledge("MON-2018-03");

        assertThat(metrics())
                .contains(
                        "handover_handovers{phase=\"TALKS\"} 2.0",
                        "handover_handovers{phase=\"FLIGHT\"} 1.0",
                        "handover_waiting{process=\"handover\",step=\"ScheduleTalks\"} 1.0",
                        "handover_waiting{process=\"handover\",step=\"StageTransferCases\"} 1.0",
                        "handover_overdue{process=\"handover\",step=\"ScheduleTalks\"} 0.0",
                        "handover_incidents_open{kind=\"SEAL\"} 1.0",
                        "handover_discrepancies_open 0.0",
                        "handover_engine_incidents_open 0.0",
                        "handover_seals_failed 0.0",
                        "handover_jobs{state=\"failed\"} 0.0");
    }

    /** A rule or a panel about a figure that nobody gives would be silent for ever. */
    @Test
    void whatRulesAndPanelsAskFor_isThere() throws IOException {
        http.as("operators-1").get("/api/handovers");
        Set<String> told = Pattern.compile("(?m)^# TYPE (\\S+)")
                .matcher(metrics())
                .results()
                .map(type -> type.group(1))
                .collect(Collectors.toSet());
        var asked = new TreeSet<String>();
        for (String file : new String[] {"prometheus/alerts.yml", "grafana/dashboards/handover.json"}) {
            Pattern.compile("\\b(handover|jvm|hikaricp|process_cpu|http_server)_[a-z_]+")
                    .matcher(expressions(DEPLOY.resolve(file)))
                    .results()
                    .map(name -> name.group().replaceFirst("_(count|bucket)$", ""))
                    .forEach(asked::add);
        }

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(told).containsAll(asked);
    }

    private String metrics() {
        return http.get("/actuator/prometheus", "Authorization", "Bearer " + TOKEN)
                .body();
    }

    private static String expressions(Path file) throws IOException {
        if (file.toString().endsWith(".json")) {
            return String.join("\n", new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr"));
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.strip().startsWith("expr:")).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void rulesSayWhereToReadOn_andThatIsThere() throws IOException {
        String operations = Files.readString(Path.of("docs", "operations.md"));
        Set<String> headings = Pattern.compile("(?m)^#+ (.+)$")
                .matcher(operations)
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
        Set<String> named = Pattern.compile("runbook: \"docs/operations.md, (.+)\"")
                .matcher(Files.readString(DEPLOY.resolve("prometheus/alerts.yml")))
                .results()
                .map(runbook -> runbook.group(1))
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty();
        assertThat(headings).containsAll(named);
    }

    @Test
    void logLinesOfTheEngineSayWhichHandoverTheyAreAbout(@Autowired LoggingSystem logging, CapturedOutput output) {
        logging.setLogLevel("org.camunda.bpm.engine.bpmn", LogLevel.DEBUG);
        try {
            pledge("MON-2018-04");
        } finally {
            logging.setLogLevel("org.camunda.bpm.engine.bpmn", null);
        }
        LoggerFactory.getLogger(getClass()).warn("outside of any request");

        assertThat(output).contains("[MON-2018-04] ");
        assertThat(output.getAll().lines().filter(line -> line.contains("outside of any request")))
                .singleElement()
                .asString()
                .doesNotContain("[]", "MON-2018-04");
    }

    private void pledge(String reference) {
        assertThat(http.as("negotiators-1")
                        .start(
                                "handover",
                                reference,
                                "pledgedOn",
                                "2018-06-12",
                                "pledgedBy",
                                "The counterparty's leader",
                                "counterparty",
                                "DPRK",
                                "statement",
                                "thousands")
                        .status())
                .isEqualTo(200);
    }
}
