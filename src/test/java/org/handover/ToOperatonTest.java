package org.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.handover.model.Models;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way out of Camunda 7 stays open: {@code scripts/to-operaton} renames everything, and nothing that is in a database. */
class ToOperatonTest {

    private static final Path RENAMED = Path.of("target", "renamed");

    private static final Pattern OF_CAMUNDA = Pattern.compile("(?i).*camunda.*");

    /** Models are read in Camunda's namespace, and the administrators' group keeps its name. */
    private static final Pattern KEPT = Pattern.compile("camunda-admin|http://camunda\\.org/schema/|</?camunda:");

    private static final Pattern COORDINATE =
            Pattern.compile("<groupId>(org\\.operaton[^<]*)</groupId>\\s*<artifactId>([^<]*)</artifactId>");

    @BeforeAll
    static void rename() throws Exception {
        Path log = Path.of("target", "to-operaton.log");
        Process script = new ProcessBuilder("scripts/to-operaton", "rename", RENAMED.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(Files.readString(log)).isZero();
    }

    @Test
    void nothingOfCamundaIsLeft_inCodeAndBuild() throws IOException {
        for (Path file : sources()) {
            assertThat(RENAMED.relativize(file).toString()).doesNotContainIgnoringCase("camunda");
            try (Stream<String> lines = Files.lines(file)) {
                assertThat(lines.map(line -> KEPT.matcher(line).replaceAll(""))
                                .filter(line -> OF_CAMUNDA.matcher(line).matches()))
                        .as(file.toString())
                        .isEmpty();
            } catch (java.io.UncheckedIOException picture) {
                assertThat(picture.getCause()).isInstanceOf(MalformedInputException.class);
            }
        }
    }

    @Test
    void everyCoordinate_isInTheProcedure() throws IOException {
        String procedure = Files.readString(Path.of("docs", "leaving-camunda.md"));
        List<String> coordinates = COORDINATE
                .matcher(Files.readString(RENAMED.resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1) + ":" + found.group(2))
                .toList();
        assertThat(coordinates).hasSizeGreaterThan(5).allSatisfy(each -> assertThat(procedure)
                .contains("`" + each + "`"));
    }

    @Test
    void models_areNotTouched() throws IOException {
        for (Path model : Models.bpmn()) {
            assertThat(RENAMED.resolve(model)).hasSameBinaryContentAs(model);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(RENAMED.resolve("src"))) {
            return Stream.concat(files, Stream.of(RENAMED.resolve("pom.xml")))
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("released-models"))
                    .toList();
        }
    }
}
