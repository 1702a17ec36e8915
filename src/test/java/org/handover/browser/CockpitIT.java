package org.handover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.handover.http.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;

/** What an operator does in Cockpit, and the frame and sign-in of all four web apps, in a real browser. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.url=jdbc:h2:mem:cockpit;DB_CLOSE_DELAY=-1")
@ActiveProfiles({"demo", "test"})
class CockpitIT {

    private static final String PROCESSES = "/camunda/app/cockpit/default/#/processes";

    private static Chromium chromium;

    @Autowired
    private Environment environment;

    private final Map<String, Person> people = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    }

    @AfterAll
    static void shut() {
        chromium.close();
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        var complaints = new ArrayList<String>();
        people.forEach((user, person) -> {
            person.complaints().forEach(complaint -> complaints.add(user + ": " + complaint));
            person.close();
        });
        assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    @Test
    void eachWebApp_carriesTheApplicationsName_andLinksToTheBoard() {
        Person administrator = asksFor("camunda-admin-1", "/camunda/app/welcome/default/", "en-US");
        Page page = administrator.page();
        for (String app : List.of("Cockpit", "Tasklist", "Admin", "Welcome")) {
            page.navigate(home() + "/camunda/app/" + app.toLowerCase(java.util.Locale.ROOT) + "/default/");
            assertThat(page.locator(".handover-board")).hasText("Status board");
            assertThat(page.locator(".navbar-brand")).hasText("Handover " + app);
            assertThat(page).hasTitle(Pattern.compile("Handover " + app + "( \\| [A-Z][a-z ]+)?"));
            assertThat(page.locator(".ce-eol-banner")).hasCount(0);
            assertThat(page.content()).doesNotContainIgnoringCase("migrate to Camunda 8");
            administrator.picture("frame-" + app);
        }
        page.locator(".handover-board a").click();
        page.waitForURL(home() + "/");
    }

    @Test
    void admin_hasNoPageOfMetrics_whichAreOff() {
        Person administrator = asksFor("camunda-admin-1", "/camunda/app/admin/default/#/system", "en-US");
        assertThat(administrator.page().getByText("Diagnostics").first()).isVisible();
        assertThat(administrator.page().getByText("Execution Metrics")).hasCount(0);
        administrator.picture("admin-system");
    }

    @Test
    void signingOutInAnApp_endsThemAll_andLeadsToTheOneSignIn() {
        for (String app : List.of("cockpit", "tasklist", "admin", "welcome")) {
            Person person = asksFor("camunda-admin-2", "/camunda/app/" + app + "/default/", "en-US");
            Page page = person.page();
            page.locator("li.account > a").click();
            page.locator("li.logout a").click();
            page.waitForURL(home() + "/sign-in?left");
            // What the app was still asking for.
            person.forgives("401");
            page.navigate(home() + "/");
            page.waitForURL(home() + "/sign-in");
            page.navigate(home() + "/camunda/app/" + app + "/default/#/login");
            page.waitForURL(Pattern.compile(".*/sign-in\\?to=.*"));
            assertThat(page.locator("#user")).isVisible();
        }
    }

    @Test
    void whoSignsOutOnTheBoard_comesBackToTheSamePlaceInCockpit() {
        Person operator = asksFor("operators-2", PROCESSES, "en-US");
        operator.sees(operator.page().locator("h1, h3"), "process definitions deployed");
        Page board = operator.page().context().newPage();
        board.navigate(home() + "/");
        board.locator("form.person button").click();
        board.waitForURL(home() + "/sign-in?left");

        // Cockpit asks for something by itself now and then: it may be at the sign-in already.
        operator.page()
                .getByText("Human Tasks")
                .or(operator.page().locator("#user"))
                .first()
                .click();

        operator.page().waitForURL(Pattern.compile(".*/sign-in\\?to=.*"));
        operator.forgives("401");
        operator.signsIn("operators-2");
        operator.page().waitForURL(Pattern.compile(".*/camunda/app/cockpit/default/#/(tasks|processes).*"));
    }

    @Test
    void handover_isStartedFromItsDefinitionPage_afterARefusal() {
        Person operator = asksFor("operators-1", PROCESSES, "en-US");
        Page page = operator.page();
        // Not PLUGIN_PROCESS_DEF_STATE, also when Cockpit is there for the first time.
        operator.sees(page.locator("thead").first(), "State");
        row(page, "Handover of remains").locator("a").first().click();
        operator.sees("Definition Version:").presses("Start an instance of Handover of remains");
        operator.picture("start-form").presses("Start");
        operator.sees(page.locator(".handover-note"), "correct the marked fields")
                .sees(page.locator(".fjs-form-field-error"), "This is needed.");

        operator.writes("Handover reference", "KOR-2018-21")
                .writes("Pledged on", "2031-06-12")
                .writes("Counterparty", "DPRK")
                .writes("Pledged by", "The counterparty's leader")
                .writes("What was said", "The remains that have been found will be returned.")
                .presses("Start");
        operator.sees(page.locator(".handover-note"), "Nothing has been started")
                .sees(page.locator(".fjs-form-field-error"), "lies in the future")
                .forgives("400")
                .picture("start-refused");

        page.keyboard().press("Escape");
        operator.presses("Start an instance of Handover of remains");
        assertThat(page.getByLabel("Counterparty*")).hasValue("DPRK");
        operator.writes("Pledged on", "2018-06-12").presses("Start");

        page.waitForURL(Pattern.compile(".*#/process-instance/[0-9a-f-]{36}/runtime.*"));
        operator.sees("KOR-2018-21").picture("started");
        assertThat(api().get("/api/handovers/KOR-2018-21").json().get("phase").asText())
                .isEqualTo("TALKS");
    }

    @Test
    void processWithoutAForm_isStartedFromTheTable_inKorean() {
        Person operator = asksFor("operators-3", PROCESSES, "ko-KR");
        Page page = operator.page();
        operator.presses("Field operations 인스턴스 시작");
        page.locator("#handover-business-key").fill("no reference");
        operator.presses("시작")
                .sees(page.locator(".handover-note"), "시작되지 않았습니다")
                .sees(page.locator(".handover-note li"), "KOR-2018-01")
                .forgives("400")
                .picture("start-refused-ko");

        page.locator("#handover-business-key").fill("KOR-2018-01/F-77");
        operator.presses("시작");

        page.waitForURL(Pattern.compile(".*#/process-instance/[0-9a-f-]{36}/runtime.*"));
        operator.sees("KOR-2018-01/F-77");
    }

    @Test
    void whoMayLookButNotStart_seesNoStart(
            @Autowired IdentityService identity, @Autowired AuthorizationService authorizations) {
        var watcher = identity.newUser("watcher-1");
        watcher.setPassword("demo");
        identity.saveUser(watcher);
        identity.createMembership("watcher-1", "observers");
        grant(authorizations, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(authorizations, Resources.PROCESS_DEFINITION, "handover", Permissions.READ_INSTANCE);

        Person person = asksFor("watcher-1", PROCESSES, "en-US");
        Page page = person.page();
        row(page, "Handover of remains").locator("a").first().waitFor();
        var answer = page.waitForResponse(
                response -> response.url().contains("/startable/"),
                () -> row(page, "Handover of remains").locator("a").first().click());
        person.sees("Definition Version:");

        assertThat(answer.text()).isEqualTo("[]");
        assertThat(page.locator(".handover-start")).hasCount(0);
        person.picture("no-start");
    }

    private static void grant(
            AuthorizationService authorizations, Resource resource, String id, Permission permission) {
        Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        grant.setUserId("watcher-1");
        grant.setResource(resource);
        grant.setResourceId(id);
        grant.setPermissions(new Permission[] {permission});
        authorizations.saveAuthorization(grant);
    }

    @Test
    void whatTheScriptsAskFor_isForPeopleWhoMayOpenCockpit() {
        String plugin = "/camunda/api/cockpit/plugin/handover-cockpit/default/";
        Http nobody = Http.anonymous(environment);
        assertThat(nobody.get(plugin + "startable").status()).isEqualTo(401);
        Http scientist = Http.anonymous(environment);
        scientist.signInOnPage("scientists-1", "demo", "/");
        for (String asked : List.of("startable", "ended", "load/definition/handover", "load/instance/1", "road/1")) {
            assertThat(scientist.get(plugin + asked).status()).as(asked).isEqualTo(403);
        }
        Http operator = Http.anonymous(environment);
        operator.signInOnPage("operators-1", "demo", "/");
        assertThat(operator.get(plugin + "startable").json())
                .extracting(each ->
                        each.get("name").asText() + " " + each.get("form").asText())
                .containsExactlyInAnyOrder(
                        "Handover of remains CAMUNDA",
                        "Material evidence notice CAMUNDA",
                        "Container examination NONE",
                        "Identification NONE",
                        "Field operations NONE");
    }

    @Test
    void instance_showsAccountCustodyCasesAndRoad_inTabs_andWhatIsOverdueOnTheDiagram() {
        String instance = pledge("KOR-2018-31");
        negotiator()
                .complete(
                        "KOR-2018-31",
                        "ScheduleTalks",
                        "talksOn",
                        "2018-07-15",
                        "talksLevel",
                        "GENERAL_OFFICER",
                        "venue",
                        "Panmunjom");
        Person operator =
                asksFor("operators-1", "/camunda/app/cockpit/default/#/process-instance/" + instance, "en-US");
        Page page = operator.page();
        Locator load = page.locator(".handover-load");
        assertThat(load.filter(new Locator.FilterOptions().setHasText("1 overdue")))
                .hasCount(1);
        operator.picture("diagram-load");

        for (String[] tab : new String[][] {
            {"Account", "What was said and what was counted", "account"},
            {"Custody", "Who holds what now", "custody"},
            {"Cases", "One case for each provisional individual", "cases"}
        }) {
            tab(page, tab[0]).click();
            Locator section = page.locator(".handover-board-section");
            assertThat(section.locator("h2", new Locator.LocatorOptions().setHasText(tab[1])))
                    .isVisible();
            assertThat(page.locator(".handover-on-board")).hasAttribute("href", "/handovers/KOR-2018-31/" + tab[2]);
            operator.picture("tab-" + tab[2]);
        }

        tab(page, "Road taken").click();
        assertThat(page.locator(".handover-diagram [data-element-id='RecordTalks'].handover-open"))
                .isVisible();
        assertThat(page.locator(".handover-diagram [data-element-id='ScheduleTalks'].handover-passed"))
                .isVisible();
        operator.sees(page.locator(".handover-table"), "negotiators-1").picture("tab-road");

        tab(page, "Repairs").click();
        page.locator(".handover-repair-form textarea").fill("Its form did not open");
        page.locator(".handover-repair-form button").click();
        Locator proposal = page.locator(".handover-repairs tbody tr");
        assertThat(proposal).hasCount(1);
        operator.sees(proposal, "Its form did not open");
        proposal.locator("button").click();
        assertThat(page.locator(".handover-repairs .handover-note")).containsText("another operator approves it");
        operator.forgives("400").picture("tab-repairs");
    }

    @Test
    void tabOfAContainer_opensAtItsOwnChain_andFollowsLinksInsideTheTab() {
        pledge("KOR-2018-33");
        String instance = id(api().start("container-examination", "KOR-2018-33/C-07"));

        Person operator =
                asksFor("operators-1", "/camunda/app/cockpit/default/#/process-instance/" + instance, "en-US");
        Page page = operator.page();
        tab(page, "Custody").click();

        // The record has no such container: the board says so, and its address is the container's.
        assertThat(page.locator(".handover-on-board")).hasAttribute("href", "/handovers/KOR-2018-33/custody/C-07");
        assertThat(page.locator(".handover-board-section [role=alert]")).isVisible();
        operator.forgives("404").picture("tab-of-a-container");
    }

    @Test
    void endedInstance_isFound_withItsRoad_andWhoDidWhat() {
        String instance = pledge("KOR-2018-32");
        assertThat(Http.anonymous(environment)
                        .as("policy-1")
                        .message(
                                "PledgeWithdrawn",
                                "KOR-2018-32",
                                "withdrawnOn",
                                "2018-07-20",
                                "reason",
                                "Relations worsened")
                        .status())
                .isEqualTo(204);

        Person operator = asksFor("operators-1", "/camunda/app/cockpit/default/#/dashboard", "en-US");
        Page page = operator.page();
        page.locator(".sections-menu a", new Page.LocatorOptions().setHasText("Ended"))
                .click();
        page.locator("#handover-ended-process").selectOption("handover");
        page.locator("#handover-ended-key").fill("2018-32");
        operator.presses("Search");
        assertThat(page.locator(".handover-table tbody tr")).hasCount(1);
        operator.picture("ended").page().locator(".handover-table a").click();

        operator.sees(page.locator("h3"), "KOR-2018-32")
                .sees(page.locator(".handover-facts"), "Completed")
                .sees(page.locator(".handover-table"), "Schedule talks")
                .sees(page.locator(".handover-table"), "Withdrawn");
        assertThat(page.locator(".handover-diagram .handover-passed.djs-connection"))
                .not()
                .hasCount(0);
        operator.picture("ended-road");
        assertThat(page.getByText("Handover KOR-2018-32 on the status board"))
                .hasAttribute("href", "/handovers/KOR-2018-32");

        page.navigate(home() + PROCESSES);
        row(page, "Handover of remains").locator("a").first().click();
        tab(page, "Ended instances").click();
        assertThat(page.locator(".handover-ended a[href='#/ended/" + instance + "']"))
                .isVisible();
    }

    /** The instance of a new handover. */
    private String pledge(String reference) {
        return id(negotiator()
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
                        "The remains that have been found will be returned."));
    }

    private static String id(Http.Answer started) {
        assertThat(started.status()).as(started.body()).isEqualTo(200);
        return started.json().get("id").asText();
    }

    private Http negotiator() {
        return Http.anonymous(environment).as("negotiators-1");
    }

    private static Locator tab(Page page, String label) {
        return page.locator(".ctn-content-bottom .nav-tabs a", new Page.LocatorOptions().setHasText(label));
    }

    private static Locator row(Page page, String process) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(process));
    }

    private Person asksFor(String user, String path, String language) {
        Person person =
                Person.asksFor(chromium.browser(), home() + path, language).signsIn(user);
        people.put(user + " " + people.size(), person);
        return person;
    }

    private Http api() {
        return Http.anonymous(environment).as("operators-1");
    }

    private String home() {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }
}
