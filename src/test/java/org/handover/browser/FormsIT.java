package org.handover.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms' texts, times and CSV in a real browser, without the application: their files are served from the source folder. */
class FormsIT {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Path CATALOGUES = STATIC.resolve("forms/ko");
    private static final Path MODELS = Path.of("bpmn");
    private static final String COMMON = "common";
    private static final String REFUSALS = "refusals";

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final Pattern SCRIPT = Pattern.compile("<script cam-script[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern TRANSLATED = Pattern.compile("\\bt\\(\\s*'((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        page = chromium.browser().newPage();
        page.route("**/*", FormsIT::serve);
        page.navigate("http://127.0.0.1:1/");
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static void serve(Route route) {
        String path = route.request().url().replaceFirst("^http://[^/]+/", "").replaceFirst("\\?.*", "");
        try {
            if (path.startsWith("forms/")) {
                route.fulfill(new Route.FulfillOptions().setPath(STATIC.resolve(path)));
            } else if (path.startsWith("webjars/")) {
                try (InputStream jar = FormsIT.class.getResourceAsStream("/META-INF/resources/" + path)) {
                    route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/javascript")
                            .setBodyBytes(jar.readAllBytes()));
                }
            } else {
                route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html><p></p>"));
            }
        } catch (IOException e) {
            route.abort();
        }
    }

    // texts

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMMON,
                "handover",
                "container-examination",
                "field-operations",
                "identification",
                "material-evidence-notice"
            })
    void everyText_hasItsKorean(String model) throws IOException {
        Map<String, Map<String, String>> catalogues = catalogues();
        Set<String> without = new TreeSet<>(texts().get(model));
        without.removeAll(catalogues.get(COMMON).keySet());
        without.removeAll(catalogues.get(model).keySet());
        assertThat(without).as("texts without Korean").isEmpty();
    }

    @Test
    void everyEntryOfACatalogue_isSaidSomewhere_andOnce() throws IOException {
        Map<String, Set<String>> said = texts();
        Set<String> everything = new TreeSet<>();
        said.values().forEach(everything::addAll);
        var unsaid = new TreeMap<String, Set<String>>();
        Map<String, String> seen = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        var catalogues = catalogues();
        catalogues.remove(REFUSALS);
        catalogues.forEach((model, catalogue) -> {
            Set<String> without = new TreeSet<>(catalogue.keySet());
            without.removeAll(model.equals(COMMON) ? everything : said.get(model));
            if (!without.isEmpty()) {
                unsaid.put(model, without);
            }
            for (String text : catalogue.keySet()) {
                if (seen.put(text, model) != null) {
                    twice.add(text);
                }
            }
        });
        assertThat(unsaid).as("Korean that no form says, by catalogue").isEmpty();
        assertThat(twice).as("texts in two catalogues; common.json is for them").isEmpty();
    }

    @Test
    void korean_isWritten_andKeepsThePlacesOfValues() throws IOException {
        catalogues()
                .forEach((model, catalogue) -> catalogue.forEach((english, korean) -> {
                    assertThat(korean).as(english).isNotBlank();
                    assertThat(places(korean))
                            .as("values in the Korean of: %s", english)
                            .isEqualTo(places(english));
                    // A full stop tells a sentence, which is never left half translated.
                    assertThat(korean.endsWith("."))
                            .as("'%s' and '%s'", english, korean)
                            .isEqualTo(english.endsWith("."));
                }));
    }

    /** What the server refuses is written in Java, with %s or %d for a value, after the name of the field. */
    @Test
    void everyRefusalOfTheCatalogue_isSaidByTheServer() throws IOException {
        var said = new StringBuilder();
        try (Stream<Path> classes = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    classes.filter(each -> each.toString().endsWith(".java")).toList()) {
                said.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        String literals = said.toString().replaceAll("%[sd]", "{}");
        assertThat(catalogues().get(REFUSALS).keySet())
                .allMatch(refusal -> literals.contains(refusal.replaceAll(PLACE.pattern(), "{}") + "\""));
    }

    @Test
    void refusals_areInKorean_withTheirValues() {
        assertThat(
                        page.evaluate(
                                """
                        async () => {
                          document.cookie = 'language=ko';
                          const language = await import('/forms/language.js?korean');
                          await language.learn('/forms/');
                          document.cookie = 'language=; max-age=0';
                          return [language.refusal('K-1 is there twice; a seal is on one container'), language.refusal('no such words'),
                            language.t('{0} sets', 55)].join(' | ');
                        }"""))
                .isEqualTo("K-1이(가) 두 번 있습니다. 봉인 하나는 컨테이너 하나에만 있습니다 | no such words | 55세트");
    }

    private static Set<String> places(String text) {
        Set<String> found = new TreeSet<>();
        PLACE.matcher(text).results().forEach(place -> found.add(place.group()));
        return found;
    }

    private static Map<String, Map<String, String>> catalogues() throws IOException {
        var catalogues = new TreeMap<String, Map<String, String>>();
        try (Stream<Path> files = Files.list(CATALOGUES)) {
            for (Path file : files.toList()) {
                catalogues.put(
                        name(file),
                        JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, String>>() {}));
            }
        }
        return catalogues;
    }

    /** What is said, by model; what the forms share is {@code common}. */
    private static Map<String, Set<String>> texts() throws IOException {
        var texts = new TreeMap<String, Set<String>>();
        Set<String> common = new TreeSet<>(shared());
        try (Stream<Path> scripts = Files.list(STATIC.resolve("forms"))) {
            for (Path script :
                    scripts.filter(file -> file.toString().endsWith(".js")).toList()) {
                common.addAll(translated(Files.readString(script)));
            }
        }
        texts.put(COMMON, common);
        try (Stream<Path> models = Files.list(MODELS)) {
            for (Path model : models.filter(Files::isDirectory).toList()) {
                Set<String> ofModel = new TreeSet<>();
                try (Stream<Path> forms = Files.list(model)) {
                    for (Path form : forms.toList()) {
                        ofModel.addAll(form.toString().endsWith(".html") ? embedded(form) : camunda(form));
                    }
                }
                texts.put(name(model), ofModel);
            }
        }
        return texts;
    }

    private static Set<String> translated(String script) {
        Set<String> found = new TreeSet<>();
        TRANSLATED
                .matcher(script)
                .results()
                .forEach(call -> found.add(call.group(1).replaceAll("\\\\(.)", "$1")));
        return found;
    }

    /** The texts of what forms.js hands to every form: words of the record, tables, sections. */
    private static Set<String> shared() {
        return strings(
                page.evaluate(
                        """
                async () => {
                  const forms = await import('/forms/forms.js');
                  return Object.entries(forms)
                    .filter(([name, value]) => typeof value === 'object' && name !== 'ZONES')
                    .flatMap(([, value]) => {
                      const words = Object.values(value).every(each => typeof each === 'string')
                        && Object.keys(value).every(key => /^[A-Z_]+$|^yes$|^no$/.test(key));
                      return words ? Object.values(value) : forms.texts(value);
                    });
                }"""));
    }

    /** The texts of an embedded form: its script is run as Tasklist runs it, and what it would open is read. */
    private static Set<String> embedded(Path form) throws IOException {
        var script = SCRIPT.matcher(Files.readString(form));
        assertThat(script.find()).as("%s has a script", form).isTrue();
        Set<String> texts = strings(page.evaluate(
                """
                async script => {
                  const forms = await import('/forms/forms.js');
                  let spec;
                  const instead = {...forms, open: (camForm, scope, written) => { spec = written; }};
                  const asked = script.replace("import('/forms/forms.js')", 'return Promise.resolve(instead)').trim();
                  await new Function('instead', 'camForm', '$scope', asked)(instead, {}, {});
                  return forms.texts(spec);
                }""",
                script.group(1)));
        assertThat(texts).as("texts of %s", form).isNotEmpty();
        texts.addAll(translated(script.group(1)));
        return texts;
    }

    /** The texts of a start form, which is a Camunda Form. */
    private static Set<String> camunda(Path form) throws IOException {
        assertThat(form.toString()).endsWith(".form");
        Set<String> texts = new TreeSet<>();
        JsonNode json = JSON.readTree(form.toFile());
        for (String name : List.of("label", "description", "text")) {
            json.findValuesAsText(name).stream().filter(text -> !text.isBlank()).forEach(texts::add);
        }
        return texts;
    }

    private static Set<String> strings(Object list) {
        Set<String> strings = new TreeSet<>();
        ((List<?>) list).forEach(each -> strings.add((String) each));
        return strings;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    // times

    @Test
    void localTimes_takeTheOffsetThatTheirZoneHadThen() {
        assertThat(instant("2018-08-01", "14:30", "Asia/Seoul")).isEqualTo("2018-08-01T14:30:00+09:00");
        assertThat(instant("2018-08-01", "16:30", "Pacific/Honolulu")).isEqualTo("2018-08-01T16:30:00-10:00");
        // Pyongyang's clocks went forward by half an hour on 5 May 2018.
        assertThat(instant("2018-05-04", "12:00", "Asia/Pyongyang")).isEqualTo("2018-05-04T12:00:00+08:30");
        assertThat(instant("2018-07-27", "12:00", "Asia/Pyongyang")).isEqualTo("2018-07-27T12:00:00+09:00");
        assertThat(
                        page.evaluate(
                                """
                        async () => (await import('/forms/time.js')).local('2018-08-01T05:30:00Z', 'Asia/Seoul')"""))
                .isEqualTo("2018-08-01 14:30 Seoul time");
    }

    /** Midnight at the border is at 15:00 in UTC. */
    @Test
    void daysSinceADate_areThoseOfThePlace() {
        assertThat(days("2026-11-27T14:59:59Z")).isEqualTo(3_090);
        assertThat(days("2026-11-27T15:00:00Z")).isEqualTo(3_091);
        assertThat(days("2018-06-11T15:00:00Z")).isEqualTo(0);
    }

    private static Object days(String now) {
        return page.evaluate(
                "async now => (await import('/forms/time.js')).daysSince('2018-06-12', 'Asia/Seoul', Date.parse(now))",
                now);
    }

    private static Object instant(String date, String time, String zone) {
        return page.evaluate(
                "async words => (await import('/forms/time.js')).instant(...words)", List.of(date, time, zone));
    }

    // CSV

    @Test
    void csv_ofASpreadsheet_isRead() {
        String lines = "\uFEFFseal;NUMBER;Their label;condition\r\n"
                + "K-101;C-01;\"Box 1; the \"\"large\"\" one\";Sound\r\n"
                + "\r\n"
                + "K-102;C-02;\"two\r\nlines\";\r\n";
        JsonNode read = csv("MANIFEST", lines);
        assertThat(read.get("faults")).isEmpty();
        assertThat(read.at("/rows/0/row/number").asText()).isEqualTo("C-01");
        assertThat(read.at("/rows/0/row/theirLabel").asText()).isEqualTo("Box 1; the \"large\" one");
        assertThat(read.at("/rows/1/row/theirLabel").asText()).isEqualTo("two lines");
        assertThat(read.at("/rows/1/line").asInt()).isEqualTo(4);
    }

    @Test
    void csv_withWords_takesLabelsAndCommasOfDecimals() {
        JsonNode read = csv(
                "INVENTORY",
                "designator;kind;element;side;mass;human\n1;Material evidence;Ring;;12,5;\n2;tooth;Molar;left;3.25;Yes\n");
        assertThat(read.get("faults")).isEmpty();
        assertThat(read.at("/rows/0/row/kind").asText()).isEqualTo("MATERIAL_EVIDENCE");
        assertThat(read.at("/rows/1/row/side").asText()).isEqualTo("LEFT");
        assertThat(read.at("/rows/0/row/mass").asText()).isEqualTo("12.5");
        assertThat(read.at("/rows/1/row/human").asText()).isEqualTo("yes");
    }

    @Test
    void badCsv_namesEveryFaultyLine() {
        assertThat(faults("number,seal\nC-01,K-1\n7,K-2\nC-01,K-3\nC-04,\nC-05,K-2,more\n"))
                .containsExactly(
                        "3: Container must be written like C-07",
                        "4: C-01 is already on line 2",
                        "5: Seal is missing",
                        "6: \"more\" stands in no column",
                        "6: K-2 is already on line 3");
        assertThat(faults("number,box,seal,seal\nC-01,1,K-1,K-1\nC-1,2,K-2,K-2\n"))
                .containsExactly(
                        "1: unknown column \"box\"; the columns are number, seal, theirLabel, condition, recoverySite, effects",
                        "1: column seal is there twice",
                        "3: Container must be written like C-07");
        assertThat(faults("number,condition\nC-01,Sound\n")).containsExactly("1: column seal is missing");
        assertThat(faults("C-01,K-1\nC-02,K-2\n"))
                .containsExactly(
                        "1: the first line does not name the columns; they are number, seal, theirLabel, condition,"
                                + " recoverySite, effects");
        assertThat(faults("number,seal\nC-01,\"K-1\nC-02,K-2\n"))
                .anyMatch(fault -> fault.startsWith("2: a quote is not closed"));
        assertThat(faults("number,seal\n")).containsExactly("?: There is no line below the column names.");
        assertThat(faults("number,seal\nC-01,K\uFFFD1\n"))
                .containsExactly("?: The file is not UTF-8 text: save it as CSV UTF-8.");
    }

    @Test
    void csv_saysWhatIsNewAndWhatChanges() {
        Object news = page.evaluate(
                """
                async () => {
                  const {put} = await import('/forms/rows.js');
                  const table = {columns: [{name: 'number'}, {name: 'human'}], key: ['number']};
                  const there = [{number: 'C-01', human: 'YES'}, {number: 'C-02'}];
                  const read = [['C-01', 'YES'], ['C-02', 'NO'], ['C-03', 'NO']]
                    .map(([number, human], index) => ({line: index + 2, row: {number, human}}));
                  const {rows, faults, news} = put(read, there, table);
                  const {faults: fixed} = put(read, there, {...table, fixed: true});
                  return JSON.stringify([news.map(each => `${each.added} ${each.columns}`), rows.length, there[1].human === undefined,
                    faults.length, fixed.map(each => `${each.line}: ${each.what}`)]);
                }""");
        assertThat(news)
                .isEqualTo(
                        """
                        [["false ","false human","true number,human"],3,true,0,["4: C-03 is not in the table"]]""");
    }

    private static List<String> faults(String csv) {
        var faults = new ArrayList<String>();
        csv("MANIFEST", csv)
                .get("faults")
                .forEach(fault -> faults.add(fault.path("line").asText("?") + ": "
                        + fault.get("what").asText()));
        return faults;
    }

    private static JsonNode csv(String table, String csv) {
        try {
            return JSON.readTree((String) page.evaluate(
                    """
                    async ([table, csv]) => {
                      const forms = await import('/forms/forms.js');
                      const {readCsv} = await import('/forms/rows.js');
                      if (!window.Papa) {
                        await new Promise((resolve, reject) => {
                          const script = document.createElement('script');
                          script.src = '/webjars/papaparse/5.5.3/papaparse.min.js';
                          script.onload = resolve;
                          script.onerror = reject;
                          document.head.append(script);
                        });
                      }
                      const key = {MANIFEST: ['number'], INVENTORY: ['designator']}[table];
                      return JSON.stringify(readCsv(csv, {columns: forms[table], key}, window.Papa));
                    }""",
                    List.of(table, csv)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
