package org.handover.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read on the board, in both languages. */
class MessagesTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** A key written out in a template: {@code #{layout.title}}, also with arguments; a key put together is not. */
    private static final Pattern USED = Pattern.compile("#\\{([A-Za-z][A-Za-z0-9./_-]*)[}(]");

    private static final Pattern CALLED = Pattern.compile("#messages\\.msg\\('([^']+)'\\s*[,)]");

    /** The beginning of a key put together of a part and a word: {@code #{|phase.${row.phase}|}}. */
    private static final Pattern BEGUN = Pattern.compile("#\\{\\|([a-z][A-Za-z0-9.-]*\\.)\\$");

    static Stream<String> bundles() {
        return files(MESSAGES, ".properties")
                .map(path -> path.getFileName().toString().replace(".properties", ""))
                .filter(name -> !name.endsWith("_ko"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void koreanHasTheKeysOfEnglish(String bundle) {
        assertThat(read(bundle + "_ko").keySet())
                .containsExactlyInAnyOrderElementsOf(read(bundle).keySet());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextSaysSomething_inItsLanguage(String bundle) {
        for (String file : List.of(bundle, bundle + "_ko")) {
            read(file)
                    .forEach((key, text) ->
                            assertThat(text).as(file + ": " + key).isNotBlank());
        }
        read(bundle).forEach((key, text) -> assertThat(text)
                .as("English has no Korean letters: " + key)
                .doesNotContainPattern("\\p{IsHangul}"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyPatternCanBeFormatted_andTakesTheSameArguments(String bundle) {
        Map<String, String> korean = read(bundle + "_ko");
        read(bundle).forEach((key, text) -> {
            if (text.contains("{0")) {
                int english = arguments(key, text, Locale.ENGLISH);
                assertThat(arguments(key, korean.get(key), Locale.KOREAN))
                        .as(key)
                        .isEqualTo(english);
            }
        });
    }

    private static int arguments(String key, String text, Locale locale) {
        var format = new MessageFormat(text, locale);
        Format[] formats = format.getFormatsByArgumentIndex();
        var arguments = new Object[formats.length];
        for (int i = 0; i < formats.length; i++) {
            arguments[i] = formats[i] == null ? "text" : 7;
        }
        assertThat(format.format(arguments)).as(key).doesNotContain("{");
        for (Format each : formats) {
            if (each instanceof ChoiceFormat choice) {
                assertThat(choice.getFormats()).as(key).isNotEmpty();
            }
        }
        return formats.length;
    }

    @Test
    void bundlesShareNoKey() {
        var seen = new TreeMap<String, String>();
        bundles().forEach(bundle -> read(bundle)
                .keySet()
                .forEach(key -> assertThat(seen.put(key, bundle)).as(key).isNull()));
    }

    @Test
    void everyBundleIsLoaded() throws IOException {
        String configuration = Files.readString(Path.of("src/main/resources/application.yaml"));
        bundles().forEach(bundle -> assertThat(configuration).contains("messages/" + bundle));
    }

    @Test
    void everyKeyOfATemplateIsThere() {
        Set<String> keys = new HashSet<>();
        bundles().forEach(bundle -> keys.addAll(read(bundle).keySet()));
        var missing = new TreeSet<String>();
        for (Path template : files(TEMPLATES, ".html").toList()) {
            String text = text(template);
            for (String key : matches(USED, text)) {
                if (!keys.contains(key)) {
                    missing.add(template.getFileName() + ": " + key);
                }
            }
            for (String key : matches(CALLED, text)) {
                if (!keys.contains(key)) {
                    missing.add(template.getFileName() + ": " + key);
                }
            }
            for (String beginning : matches(BEGUN, text)) {
                if (keys.stream().noneMatch(key -> key.startsWith(beginning))) {
                    missing.add(template.getFileName() + ": " + beginning + "…");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> matches(Pattern pattern, String text) {
        var found = new ArrayList<String>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, String> read(String bundle) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(MESSAGES.resolve(bundle + ".properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return texts;
    }

    private static Stream<Path> files(Path folder, String suffix) {
        try {
            return Files.walk(folder).filter(path -> path.toString().endsWith(suffix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
