package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.handover.HandoverApplication;
import org.handover.http.Http;
import org.handover.seal.Signing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application as packaged: no profile, no user, no password of its own. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpIT {

    private static final Path KEYS = Signing.keyStore();

    private final String database =
            "--spring.datasource.url=jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());

    private ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--handover.signing.key-store=" + KEYS,
                "--handover.signing.password=" + Signing.PASSWORD,
                database,
                "--server.port=0",
                "--camunda.bpm.job-execution.enabled=false",
                "--spring.main.banner-mode=off",
                "--logging.level.root=error"));
        return SpringApplication.run(HandoverApplication.class, all.toArray(String[]::new));
    }

    @Test
    void withoutAdministrator_refuses_andSaysWhatToSet(CapturedOutput output) {
        assertThatThrownBy(this::start).rootCause().isInstanceOf(StartRefused.class);

        assertThat(output.getAll())
                .contains("There is no administrator yet: no user is in the group camunda-admin.")
                .contains("Set HANDOVER_ADMIN_USER and HANDOVER_ADMIN_PASSWORD; on this start that user is created.");
    }

    @Test
    void withoutSigningKey_refuses_andSaysWhatToSet(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(
                        HandoverApplication.class, database, "--server.port=0", "--handover.admin.user=chief"))
                .rootCause()
                .isInstanceOf(StartRefused.class);

        assertThat(output.getAll())
                .contains("There is no key to sign the record with.")
                .contains("Set HANDOVER_SIGNING_KEY_STORE to a PKCS12 file with an Ed25519 key");
    }

    @Test
    void weakPassword_isRefused(CapturedOutput output) {
        assertThatThrownBy(() -> start("--handover.admin.user=chief", "--handover.admin.password=demo"))
                .rootCause()
                .isInstanceOf(StartRefused.class);

        assertThat(output.getAll())
                .contains("The administrator chief could not be created")
                .contains("Set HANDOVER_ADMIN_PASSWORD to a password of at least 10 characters");
    }

    @Test
    void administratorFromOutside_isCreatedOnce_andThereIsNoOtherUser() {
        try (var running = start("--handover.admin.user=chief", "--handover.admin.password=Remember-1953")) {
            Http http = Http.anonymous(running.getEnvironment());
            assertThat(http.as("chief", "Remember-1953").get("/api/handovers").status())
                    .isEqualTo(200);
            assertThat(http.as("chief", "Remember-1953")
                            .get("/engine-rest/user/count")
                            .json()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(http.as("camunda-admin-1").get("/api/handovers").status())
                    .isEqualTo(401);
        }

        // The next start needs neither, and keeps the password.
        try (var running = start("--handover.admin.user=chief", "--handover.admin.password=Another-1953")) {
            Http http = Http.anonymous(running.getEnvironment());
            assertThat(http.as("chief", "Remember-1953").get("/api/handovers").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void demo_onAnAddressOthersReach_isRefused(CapturedOutput output) {
        assertThatThrownBy(() -> start("--spring.profiles.active=demo", "--server.address=0.0.0.0"))
                .rootCause()
                .isInstanceOf(StartRefused.class);

        assertThat(output.getAll())
                .contains("it would listen on 0.0.0.0")
                .contains("Leave server.address at 127.0.0.1, or start without the profile demo");
    }

    /** The job executor must not take steps of a replay from it: in the middle of others of the same instance, with today's date. */
    @Test
    void demo_replays_whileTheJobExecutorRuns() {
        try (var running = SpringApplication.run(
                HandoverApplication.class,
                database,
                "--spring.profiles.active=demo",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=error")) {
            Http.Answer played = Http.anonymous(running.getEnvironment())
                    .as("operators-1")
                    .post("/api/scenarios?name=korea-2018-after-july-18", "{}");

            assertThat(played.status()).as(played.body()).isEqualTo(200);
            JdbcClient jdbc = running.getBean(JdbcClient.class);
            assertThat(jdbc.sql("select count(*) from act_ru_job where type_ = 'message'")
                            .query(Integer.class)
                            .single())
                    .as("steps left in the background")
                    .isZero();
            assertThat(jdbc.sql("select max(decided_on) from decision")
                            .query(LocalDate.class)
                            .single())
                    .isBefore("2019-01-01");
        }
    }
}
