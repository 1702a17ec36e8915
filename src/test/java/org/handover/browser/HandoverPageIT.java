package org.handover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.handover.engine.Workbench;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of one handover as people look at it: before anything was received, with the first two identified, and one that has ended. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HandoverPageIT {

    private static final String REFERENCE = "KOR-2018-01";
    private static final String PATH = "/handovers/" + REFERENCE;
    private static final List<String> SECTIONS =
            List.of("account", "diagram", "route", "containers", "timeline", "custody");

    private Environment environment;
    private Http http;
    private String home;
    private Chromium chromium;

    @BeforeAll
    void july18(@Autowired Environment environment) {
        this.environment = environment;
        http = Http.anonymous(environment);
        home = "http://localhost:" + environment.getRequiredProperty("local.server.port");
        chromium = new Chromium();
        replay("korea-2018-to-july-18");
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    private void replay(String scenario) {
        Http.Answer answer =
                http.as("operators-1").post("/api/scenarios?reference=" + REFERENCE + "&name=" + scenario, "{}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void beforeAnythingWasReceived_whatWasSaid_standsApart(@Autowired TaskService tasks) {
        try (Look look = look("observers-1", "en", ColorScheme.LIGHT, 1280)) {
            look.opens(PATH);

            assertThat(look.page.locator("#head .phase")).hasText("Transfer");
            assertThat(look.page.locator("#head .next")).containsText("Receive remains");
            assertThat(look.page.locator("#head .next")).containsText("by Transfer team");
            assertThat(look.page.locator("#account .said").first()).containsText("55 sets");
            assertThat(look.page.locator("#account .counts li").first()).containsText("0 containers");
            assertThat(look.page.locator("#account .statements .contradicted"))
                    .containsText("The record contradicts this: 0 containers received");
            assertThat(look.page.locator("#account .statements .contradicted")).containsText("200 persons");
            assertThat(look.page.locator("#containers")).containsText("No container has been received.");
            assertThat(look.page.locator("#route")).containsText("No leg has been planned yet.");
            assertThat(look.tokens()).containsExactlyInAnyOrderElementsOf(steps(tasks));
            look.finds("on 18 July").picture("july-18");
        }
    }

    @Test
    @Order(2)
    void withTheFirstTwoIdentified_everySection_inBothLanguages(@Autowired TaskService tasks) {
        Http observer = reader("observers-1");
        int before = statements(() -> everything(observer));
        replay("korea-2018-after-july-18");
        int after = statements(() -> everything(observer));
        // As many as before, though there are 55 containers, 166 specimens and 12 cases now.
        assertThat(after).isLessThanOrEqualTo(before);

        try (Look look = look("medical-examiners-1", "en", ColorScheme.LIGHT, 1280)) {
            look.opens(PATH);
            assertThat(look.page.locator("#containers .boxes li")).hasCount(55);
            assertThat(look.page.locator("#account .counts li").nth(3)).containsText("2 individuals");
            assertThat(look.page.locator("#account .counts li").nth(5)).containsText("2 persons");
            assertThat(look.page.locator("#route .way.FLOWN")).not().hasCount(0);
            assertThat(look.tokens()).containsExactly("CasesAccountedFor");
            assertThat(steps(tasks)).isEmpty();
            look.page.locator("[data-zoom=here]").click();
            look.finds("with two identified").picture("two-identified");

            look.page.locator("#containers .boxes a").nth(6).click();
            assertThat(look.page.locator("h1")).hasText("Custody of KOR-2018-01/C-07");
            assertThat(look.page.locator(".chain .period")).hasCount(4);
            assertThat(look.page.locator(".notice.good")).containsText("the chain is intact");
            look.finds("a chain of custody").picture("chain");
        }
        try (Look look = look("observers-1", "ko", ColorScheme.DARK, 390)) {
            look.opens(PATH);
            assertThat(look.page.locator("[data-element-id=ReceiveRemains] text"))
                    .containsText("유해 인수");
            look.finds("on a phone, in Korean, in the dark").picture("phone-korean-dark");
            for (String section : List.of("/custody?kind=CONTAINER", "/custody/C-07")) {
                look.opens(PATH + section).finds(section);
            }
            look.picture("chain-phone-korean-dark");
        }
        try (Look look = look("public-affairs-1", "en", ColorScheme.LIGHT, 1000)) {
            look.page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            look.opens(PATH + "?whole=true").picture("print");
            assertThat(look.page.locator(".later")).hasCount(0);
            look.page.setViewportSize(703, 900);
            look.page.evaluate("() => dispatchEvent(new Event('beforeprint'))");
            assertThat(
                            (List<?>)
                                    look.page.evaluate(
                                            """
                            () => {
                                const paper = document.querySelector(".canvas").getBoundingClientRect();
                                return [...document.querySelectorAll(".canvas .djs-shape")].filter(each => {
                                    const shape = each.getBoundingClientRect();
                                    return shape.right > paper.right + 1 || shape.bottom > paper.bottom + 1;
                                }).map(each => each.dataset.elementId);
                            }"""))
                    .as("elements of the diagram cut off on paper")
                    .isEmpty();
            assertThat((int) look.page.evaluate("() => document.documentElement.scrollWidth"))
                    .as("width on A4 paper")
                    .isLessThanOrEqualTo(703);
        }
    }

    /** Signed in on the board. */
    private Http reader(String user) {
        Http reader = Http.anonymous(environment);
        assertThat(reader.signInOnPage(user, "demo", "/").status()).isEqualTo(303);
        return reader;
    }

    private void everything(Http observer) {
        for (String path : List.of("?whole=true", "/custody", "/diagram/state", "/custody/verification")) {
            assertThat(observer.get(PATH + path).status()).as(path).isEqualTo(200);
        }
    }

    @Autowired
    private JdbcClient jdbc;

    /** How many statements of SQL an act takes, when it is done again. */
    private int statements(Runnable act) {
        act.run();
        jdbc.sql("set query_statistics_max_entries 10000").update();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        act.run();
        int number = jdbc.sql("select sum(execution_count) from information_schema.query_statistics")
                .query(Integer.class)
                .single();
        jdbc.sql("set query_statistics false").update();
        assertThat(number).isPositive();
        return number;
    }

    private static List<String> steps(TaskService tasks) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(REFERENCE)
                .processDefinitionKey("handover")
                .list()
                .stream()
                .map(Task::getTaskDefinitionKey)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"observers-1", "scientists-1", "medical-examiners-1", "public-affairs-1"})
    void persons_areInTheSource_onlyForWhoMaySeeThem(String user) {
        List<String> persons = jdbc.sql("select distinct person from individual where person is not null")
                .query(String.class)
                .list();
        assertThat(persons).hasSize(2);
        Http reader = reader(user);
        var source = new StringBuilder();
        for (String path : List.of(
                "",
                "?whole=true",
                "/account",
                "/diagram",
                "/diagram/state",
                "/diagram/model",
                "/timeline",
                "/timeline?chapter=NOTICES",
                "/route",
                "/containers",
                "/custody",
                "/custody/C-07",
                "/custody/C-07/1",
                "/custody/S-0001")) {
            for (String alone : List.of("false", "true")) {
                Http.Answer answer = reader.get(PATH + path, "HX-Request", alone);
                assertThat(answer.status()).as(path).isEqualTo(200);
                source.append(answer.body());
            }
        }
        if (List.of("medical-examiners-1", "public-affairs-1").contains(user)) {
            assertThat(source).contains(persons);
        } else {
            assertThat(source).doesNotContain(persons);
        }
    }

    @Test
    @Order(3)
    void aSection_askedForAlone_isOneElementWithoutScript() {
        Http observer = reader("observers-1");
        for (String section : SECTIONS) {
            String page = observer.get(PATH + "/" + section).body();
            String alone =
                    observer.get(PATH + "/" + section, "HX-Request", "true").body();
            assertThat(page).as(section).contains("<html", "/board/handover.css", "id=\"" + section + "\"");
            assertThat(alone.strip())
                    .as(section)
                    .startsWith("<section")
                    .endsWith("</section>")
                    .doesNotContain("<html", "<script");
        }
    }

    @Test
    @Order(3)
    void whatIsTypedAndOpened_outlastsARefresh() {
        try (Look look = look("observers-1", "en", ColorScheme.LIGHT, 1280)) {
            look.opens(PATH + "/custody");
            Page page = look.page;
            page.locator("input[name=container]").fill("C-0");
            page.locator("select[name=kind]").selectOption("SPECIMEN");
            refresh(page, "custody");
            assertThat(page.locator("input[name=container]")).hasValue("C-0");
            assertThat(page.locator("select[name=kind]")).hasValue("SPECIMEN");

            look.opens(PATH + "/diagram");
            page.locator("#diagram details summary").click();
            refresh(page, "diagram");
            assertThat(page.locator("#diagram details")).hasAttribute("open", "");
        }
    }

    /** As when something changes. */
    private static void refresh(Page page, String section) {
        page.locator("#" + section).evaluate("section => section.dataset.before = 'yes'");
        page.evaluate("id => htmx.trigger('#' + id, 'sse:changed')", section);
        page.locator("#" + section + ":not([data-before])").waitFor();
    }

    @Test
    @Order(3)
    void timeline_isReadPageByPage_andByChapter() {
        Http observer = reader("observers-1");

        assertThat(observer.get(PATH + "/timeline?order=oldest").body()).contains("no-show of DPRK", "2018-06-12");
        assertThat(observer.get(PATH + "/timeline?chapter=NOTICES").body())
                .contains("Notice of identification: Delivered")
                .doesNotContain("no-show of DPRK");
        assertThat(observer.get(PATH + "/timeline?page=9").body()).contains("Nothing has happened in this part");
    }

    @Test
    @Order(3)
    void custody_isFiltered_andNamesWhatIsNotThere() {
        Http observer = reader("observers-1");

        assertThat(observer.get(PATH + "/custody?kind=SAMPLE").body())
                .contains("/custody/S-0001")
                .doesNotContain("/custody/C-01\"");
        assertThat(observer.get(PATH + "/custody?container=C-07").body())
                .contains("/custody/C-07/1")
                .doesNotContain("/custody/C-08");
        assertThat(observer.get(PATH + "/custody/verification").body()).contains("Intact: all");
        assertThat(observer.get(PATH + "/custody/C-99").status()).isEqualTo(404);
        assertThat(observer.get("/handovers/NONE-2018-01").status()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void anEndedHandover_showsTheRoadItTook(@Autowired Workbench bench) {
        String ended = "END-2018-01";
        ok(http.as("negotiators-1")
                .start(
                        "handover",
                        ended,
                        "pledgedOn",
                        "2018-06-12",
                        "pledgedBy",
                        "A leader",
                        "counterparty",
                        "DPRK",
                        "statement",
                        "some day"));
        bench.settle(ended);
        ok(http.as("policy-1").message("PledgeWithdrawn", ended, "withdrawnOn", "2018-07-20", "reason", "Called off"));
        bench.settle(ended);

        try (Look look = look("scientists-1", "en", ColorScheme.LIGHT, 1280)) {
            look.opens("/handovers/" + ended);
            assertThat(look.page.locator("#head")).containsText("Withdrawn");
            assertThat(look.page.locator("#head .next")).containsText("Over; nothing is left to do.");
            assertThat(look.page.locator("#diagram .words")).containsText("Pledge withdrawn");
            assertThat(look.page.locator("[data-element-id=PledgeAnnounced].passed"))
                    .hasCount(1);
            assertThat(look.page.locator("[data-element-id=PledgeWithdrawnRecorded].ended"))
                    .hasCount(1);
            assertThat(look.page.locator("[data-element-id=ReceiveRemains].passed"))
                    .hasCount(0);
            assertThat(look.tokens()).isEmpty();
            look.finds("an ended handover").picture("ended");
        }
    }

    private static void ok(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
    }

    private Look look(String user, String language, ColorScheme scheme, int width) {
        return new Look(chromium.browser(), home, user, language, scheme, width);
    }

    /** Somebody signed in on the board. */
    private static final class Look implements AutoCloseable {

        private final String home;
        private final String user;
        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        Look(Browser browser, String home, String user, String language, ColorScheme scheme, int width) {
            this.home = home;
            this.user = user;
            context = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(width, 900)
                    .setLocale(language.equals("ko") ? "ko-KR" : "en-US")
                    .setColorScheme(scheme)
                    .setTimezoneId("Pacific/Honolulu"));
            context.setDefaultTimeout(30_000);
            page = context.newPage();
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.text() + " " + message.location());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(home + "/sign-in");
            page.locator("#user").fill(user);
            page.locator("#password").fill("demo");
            page.locator("main button").first().click();
            page.locator("header.top").waitFor();
        }

        /** Opens a page and looks at all of it, so that everything is loaded. */
        Look opens(String path) {
            assertThat(page.navigate(home + path).status()).as(path).isEqualTo(200);
            page.waitForFunction(
                    """
                    () => {
                        const later = document.querySelector(".later");
                        later?.scrollIntoView();
                        return !later;
                    }""");
            if (page.locator(".canvas").count() > 0) {
                page.locator(".canvas[data-drawn]").waitFor();
            }
            return this;
        }

        /** The elements that carry a token in the diagram. */
        List<String> tokens() {
            @SuppressWarnings("unchecked")
            var elements = (List<String>) page.evaluate("() => [...document.querySelectorAll('.djs-overlays')]"
                    + ".filter(each => each.querySelector('.token')).map(each => each.dataset.containerId)");
            return elements;
        }

        /** Nothing for the accessibility checker to find, nothing wider than the window, nothing the browser complains about. */
        Look finds(String where) {
            List<String> violations = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .flatMap(rule -> rule.getNodes().stream()
                                    .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()))
                            .toList();
            assertThat(violations).as(where).isEmpty();
            assertThat((int) page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(where + ": wider than the window")
                    .isLessThanOrEqualTo(0);
            assertThat(complaints).as(where).isEmpty();
            return this;
        }

        void picture(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target/screenshots/handover-%s-%s.png".formatted(name, user))));
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
