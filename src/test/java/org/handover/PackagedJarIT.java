package org.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.handover.export.LargeExport;
import org.handover.model.Models;
import org.handover.seal.Signing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a user starts it, and the application run from its classes on the same database. */
class PackagedJarIT {

    private static final Path JAR =
            Path.of("target", "handover-1.0.0-SNAPSHOT.jar").toAbsolutePath();
    private static final Path KEYS = Signing.keyStore();
    private static final String ADMIN = "chief.operator";
    private static final String PASSWORD = "a long and uncommon Pass-phrase 1953";

    @TempDir
    private Path folder;

    @Test
    void withoutAnAdministrator_itRefusesToStart_andSaysWhatToSet() throws Exception {
        Path log = folder.resolve("refused.log");
        Process jar = start(log, Map.of(), List.of("-jar", JAR.toString()), freePort());

        assertThat(jar.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(jar.exitValue()).isNotZero();
        assertThat(log).content().contains("HANDOVER_ADMIN_USER").contains("HANDOVER_ADMIN_PASSWORD");
    }

    @Test
    void jar_whatIsLaidOutOfIt_andClasses_deployTheSameNames_andNothingTwice_andServeTheFrameOfTheWebApps()
            throws Exception {
        Map<String, String> administrator = Map.of("HANDOVER_ADMIN_USER", ADMIN, "HANDOVER_ADMIN_PASSWORD", PASSWORD);
        List<String> classes =
                List.of("-cp", System.getProperty("java.class.path"), "org.handover.HandoverApplication");

        Map<String, List<String>> first = deploymentsOf(administrator, List.of("-jar", JAR.toString()));
        Map<String, List<String>> laidOut = deploymentsOf(administrator, layOut());
        Map<String, List<String>> fromClasses = deploymentsOf(administrator, classes);

        assertThat(first.values().stream().flatMap(List::stream)).contains(modelNames());
        assertThat(laidOut).isEqualTo(first);
        assertThat(fromClasses).isEqualTo(first);
    }

    /** As {@code scripts/lay-out} does it, and the image; the JVM must take what the trial start left, or it does not start. */
    private List<String> layOut() throws Exception {
        // As installations call it.
        Path jar = Files.copy(JAR, folder.resolve("handover.jar"));
        Path laidOut = folder.resolve("laid-out");
        Path log = folder.resolve("lay-out.log");
        Process script = new ProcessBuilder("scripts/lay-out", jar.toString(), laidOut.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(script.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(Files.readString(log)).isZero();
        return List.of(
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + laidOut.resolve("handover.jsa"),
                "@" + laidOut.resolve("class-path"),
                "org.handover.HandoverApplication");
    }

    @Test
    void billOfMaterials_namesEveryLibraryOfTheJar() throws Exception {
        try (var jar = new JarFile(JAR.toFile())) {
            JsonNode bill =
                    new ObjectMapper().readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
            List<String> named = new ArrayList<>();
            bill.get("components")
                    .forEach(component -> named.add("%s-%s.jar"
                            .formatted(
                                    component.get("name").asText(),
                                    component.get("version").asText())));
            List<String> libraries = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    // Put in while packaging: it takes the jar apart for an image.
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools-"))
                    .toList();

            assertThat(libraries).isNotEmpty();
            // A file may carry a classifier behind the version.
            assertThat(libraries).allSatisfy(library -> assertThat(named)
                    .anyMatch(name -> library.equals(name) || library.startsWith(name.replace(".jar", "-"))));
        }
    }

    private static String[] modelNames() throws IOException {
        try (var models = Files.list(Models.FOLDER)) {
            return models.filter(Files::isRegularFile)
                    .map(model -> model.getFileName().toString())
                    .toArray(String[]::new);
        }
    }

    @Test
    void exportOfAnotherMachine_isVerifiedByTheJarAlone_andWithoutWaiting() throws Exception {
        Path export = folder.resolve("large.zip");
        LargeExport.write(export, 10_000);
        Path log = folder.resolve("verify.log");
        Process jar = new ProcessBuilder(java(), "-jar", JAR.toString(), "verify", export.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(jar.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(log).content().contains("10000 custody events", "COMPLETE AND UNALTERED");
        assertThat(jar.exitValue()).isZero();
        Duration computing = jar.info().totalCpuDuration().orElse(Duration.ZERO);
        assertThat(computing).isLessThan(Duration.ofSeconds(10));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The resource names of each deployment, by the deployment's id. */
    private Map<String, List<String>> deploymentsOf(Map<String, String> environment, List<String> what)
            throws Exception {
        int port = freePort();
        Path log = folder.resolve("run-%d.log".formatted(port));
        Process application = start(log, environment, what, port);
        try {
            JsonNode deployments = awaitJson(application, log, port, "/engine-rest/deployment");
            assertFrameOfTheWebApps(port);
            var resources = new TreeMap<String, List<String>>();
            for (JsonNode deployment : deployments) {
                String id = deployment.get("id").asText();
                var names = new TreeSet<String>();
                awaitJson(application, log, port, "/engine-rest/deployment/" + id + "/resources")
                        .forEach(resource -> names.add(resource.get("name").asText()));
                resources.put(id, List.copyOf(names));
            }
            return resources;
        } finally {
            application.destroy();
            assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Camunda takes the first file of a name on the classpath: it must be the application's, however it was started. */
    private static void assertFrameOfTheWebApps(int port) throws Exception {
        for (String app : List.of("cockpit", "tasklist", "admin", "welcome")) {
            String plugin = "/camunda/api/%s/plugin/handover/static/app/plugin".formatted(app);
            assertThat(read(port, plugin + ".js")).contains("camWidgetHeaderDirective");
            assertThat(read(port, plugin + ".css")).contains("handover-mark");
            assertThat(read(port, "/camunda/app/%s/scripts/config.js".formatted(app)))
                    .contains("vendor: \"Handover\"");
        }
        for (String script :
                List.of("plugin.js", "page.js", "start.js", "board.js", "load.js", "ended.js", "road.js")) {
            read(port, "/camunda/api/cockpit/plugin/handover-cockpit/static/app/" + script);
        }
        assertThat(read(port, "/camunda/app/tasklist/styles/user-styles.css")).contains(".task-card-details");
    }

    private static String read(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private Process start(Path log, Map<String, String> environment, List<String> what, int port) throws IOException {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(what);
        command.add("--server.port=" + port);
        command.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("handover"));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("HANDOVER_SIGNING_KEY_STORE", KEYS.toString());
        builder.environment().put("HANDOVER_SIGNING_PASSWORD", Signing.PASSWORD);
        return builder.start();
    }

    private static JsonNode awaitJson(Process application, Path log, int port, String path) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((ADMIN + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + credentials)
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        for (int second = 0; second < 180 && application.isAlive(); second++) {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return new ObjectMapper().readTree(response.body());
                }
            } catch (IOException e) {
                // not up yet
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("no answer from " + path + "; the log says:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
