package org.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the image and the services around it name is there. They are not run here: that needs a container engine. */
class ComposeTest {

    private static final Map<String, Map<String, Object>> SERVICES = services();

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        try (var file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            Map<String, Object> compose = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return (Map<String, Map<String, Object>>) compose.get("services");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> service, String key) {
        return (List<String>) service.getOrDefault(key, List.of());
    }

    @Test
    void everyServiceIsLockedDown_andKnowsItsLimits() {
        assertThat(SERVICES).isNotEmpty().allSatisfy((name, service) -> {
            assertThat(service).containsEntry("read_only", true).containsKey("deploy");
            // The image built here says itself how its health is asked.
            assertThat(service.containsKey("healthcheck") || service.containsKey("build"))
                    .isTrue();
            assertThat(list(service, "cap_drop")).containsExactly("ALL");
            assertThat(list(service, "security_opt")).containsExactly("no-new-privileges:true");
        });
    }

    @Test
    void whatIsMountedFromHere_isHere_andIsOnlyRead() {
        List<String> mounted = SERVICES.values().stream()
                .flatMap(service -> list(service, "volumes").stream())
                .filter(volume -> volume.startsWith("./"))
                .toList();

        assertThat(mounted).isNotEmpty().allSatisfy(volume -> {
            assertThat(Path.of(volume.split(":")[0])).exists();
            assertThat(volume).endsWith(":ro");
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void variablesOfTheApplication_areOnesThatItReads() throws IOException {
        String settings = Stream.of("application.yaml", "application-postgres.yaml")
                .map(Path.of("src/main/resources")::resolve)
                .map(ComposeTest::read)
                .reduce("", String::concat);
        var environment = (Map<String, Object>) SERVICES.get("app").get("environment");

        assertThat(environment.keySet()).anyMatch(name -> name.startsWith("HANDOVER_"));
        assertThat(environment.keySet())
                .filteredOn(name -> name.startsWith("HANDOVER_"))
                .allSatisfy(name -> assertThat(settings).contains("${" + name));
    }

    /** Each secret that the application reads is a file that the script makes, of the name of the setting. */
    @Test
    void secretsThatTheApplicationReads_areMade() {
        String made = read(Path.of("deploy/make-secrets"));

        assertThat(List.of(
                        "HANDOVER_DB_OWNER_PASSWORD",
                        "HANDOVER_DB_PASSWORD",
                        "HANDOVER_ADMIN_PASSWORD",
                        "HANDOVER_SIGNING_PASSWORD"))
                .allSatisfy(secret -> {
                    assertThat(made).contains("secret app/" + secret);
                    assertThat(read(Path.of("src/main/resources/application.yaml"))
                                    + read(Path.of("src/main/resources/application-postgres.yaml")))
                            .contains("${" + secret);
                });
    }

    @Test
    void whatTheImageCopies_isHere_andIsLetIn() {
        List<String> letIn = read(Path.of(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$")
                .matcher(read(Path.of("Dockerfile")))
                .results()
                .flatMap(copy -> Stream.of(copy.group(1).split(" ")))
                .toList();

        assertThat(copied).isNotEmpty().allSatisfy(file -> assertThat(Path.of(file))
                .exists());
        assertThat(letIn).containsAll(copied);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
