package org.handover.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.handover.http.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;

/**
 * A handover in a real browser, from the pledge to the first case: each step by the person whose group has the task, and at last the
 * operator's look in Cockpit. Pictures of every step are in {@code target/screenshots}.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=true"
        })
@ActiveProfiles({"demo", "test"})
class TasklistIT {

    private static final String REFERENCE = "KOR-2018-02";

    /** Where the web apps keep their own settings: how lists are sorted, and the words of a language. */
    private static final List<String> SETTINGS = List.of("camunda", "camunda-web");

    @Autowired
    private Environment environment;

    private Chromium chromium;
    private final Map<String, Person> people = new LinkedHashMap<>();

    @BeforeEach
    void open() {
        chromium = new Chromium();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void handover_fromThePledgeToTheFirstCase() {
        try {
            pledge();
            talks();
            transfer();
            flight();
            containers();
            grouping();
            cockpit();
            nothingStaysInTheBrowser();
        } catch (RuntimeException | AssertionError e) {
            people.forEach((user, person) -> person.picture("failed-" + user));
            throw e;
        }

        var complaints = new ArrayList<String>();
        people.forEach(
                (user, person) -> person.complaints().forEach(complaint -> complaints.add(user + ": " + complaint)));
        assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    private void pledge() {
        Person negotiator = person("negotiators-1").picture("tasklist");
        assertThat(negotiator.startableProcesses()).singleElement().asString().contains("Handover of remains");
        negotiator
                .startsProcess("Handover of remains")
                .writes("Handover reference", REFERENCE)
                .dates("Pledged on", "2031-06-12")
                .writes("Counterparty", "DPRK")
                .writes("Pledged by", "The counterparty's leader")
                .writes("What was said", "The remains that have been found will be returned.");
        negotiator
                .page()
                .locator(".modal")
                .getByText("Start", new Locator.GetByTextOptions().setExact(true))
                .click();
        negotiator
                .sees(negotiator.page().locator(".modal .alert"), "Pledged on: 2031-06-12 lies in the future")
                .sees(negotiator.page().locator(".modal .fjs-form-field-error"), "2031-06-12 lies in the future")
                .forgives("400")
                .picture("pledge-refused")
                .dates("Pledged on", "2018-06-12")
                .writes("Source", "Joint statement")
                .picture("pledge-announced")
                .starts();
        assertThat(phase()).isEqualTo("TALKS");
    }

    private void talks() {
        person("negotiators-1")
                .takes("Schedule talks", REFERENCE)
                .dates("Day of the session", "2018-07-15")
                .chooses("Level", "General officers")
                .writes("Venue", "Panmunjom")
                .picture("schedule-talks")
                .completes()
                .takes("Record talks", REFERENCE)
                .chooses("Outcome of the session", "Agreed: a handover was agreed")
                .dates("Handover agreed for", "2018-07-27")
                .chooses("Destination", "Osan Air Base")
                .ticks("No")
                .picture("record-talks")
                .completes();
        assertThat(phase()).isEqualTo("TALKS");

        person("transfer-team-1")
                .takes("Stage transfer cases", REFERENCE)
                .writes("Staged on", "2018-06")
                .writes("Place", "Joint Security Area")
                .chooses("How exact is the number", "About")
                .writes("Cases staged", "100")
                .picture("stage-transfer-cases")
                .completes();
        assertThat(phase()).isEqualTo("TRANSFER");
    }

    private void transfer() {
        Person receiver = person("transfer-team-1")
                .takes("Receive remains", REFERENCE)
                .dates("Received on", "2018-07-27")
                .chooses("Place", "Wonsan")
                .writes("Handed over by", "An officer of the counterparty")
                .keepsTheForm()
                .reloads()
                .finds("Handed over by", "An officer of the counterparty")
                .finds("Received on", "2018-07-27")
                .picture("half-filled");
        receiver.page().getByText("Paste or upload CSV").click();
        receiver.writes(
                        "CSV text",
                        """
                        number,seal,theirLabel,condition
                        C-01,K-101,Box 1,Sound
                        7,K-102,Box 2,Lid cracked
                        """)
                .sees("line 3")
                .picture("manifest-bad-line")
                .writes(
                        "CSV text",
                        """
                        number,seal,theirLabel,condition
                        C-01,K-101,Box 1,Sound
                        C-02,K-102,Box 2,Lid cracked
                        """)
                .sees("2 rows read, no fault.")
                .presses("Take over")
                .presses("Add a row")
                .row(3, "Container", "C-03", "Seal", "K-103")
                .picture("manifest-row-added")
                .presses("Remove row 3")
                .picture("receive-remains")
                .completes();
        assertThat(account().at("/containersReceived/number").asInt(-1)).isEqualTo(2);

        receiver.takes("Witness custody", REFERENCE)
                .ticks("Yes, all of them")
                .isRefused(
                        "transfer-team-1 has received the containers; release and receipt take a witness who has not")
                .picture("witness-refused");
        assertThat(openSteps()).containsExactly("WitnessCustody");
        // Lets go of the task, so that somebody else can take it.
        receiver.page()
                .locator(".claim-task, [ng-click*='unclaim'], .task-claim .glyphicon-remove")
                .first()
                .click();

        person("transfer-team-2")
                .takes("Witness custody", REFERENCE)
                .sees("K-102")
                .ticks("Yes, all of them")
                .picture("witness-custody")
                .completes();

        person("scientists-1")
                .takes("Review remains", REFERENCE)
                .row(1, "Human", "Yes", "Condition", "Sound")
                .row(2, "Human", "Undetermined", "Anomaly", "More than one person, it seems")
                .dates("Reviewed on", "2018-07-28")
                .chooses("Reviewed at", "Osan Air Base")
                .picture("review-remains")
                .completes();

        receiver.takes("Re-case remains", REFERENCE)
                .row(1, "Transfer case", "T-01", "Seal in", "N-101")
                .row(2, "Transfer case", "T-02", "Seal in", "N-102")
                .dates("Re-cased on", "2018-07-30")
                .picture("recase-remains")
                .completes();
        person("transfer-team-2")
                .takes("Witness re-casing", REFERENCE)
                .sees("N-102")
                .ticks("Yes, all of them")
                .completes();
        assertThat(phase()).isEqualTo("FLIGHT");
    }

    private void flight() {
        Person airlift = person("airlift-1")
                .takes("Plan leg", REFERENCE)
                .chooses("From", "Osan Air Base")
                .chooses("To", "Hickam, Hawaii")
                .writes("Aircraft", "C-17")
                .writes("Mission number", "RCH-802")
                .dates("Planned departure", "2018-08-01")
                .picture("plan-leg")
                .completes();
        honors("2018-08-01");
        airlift.takes("Confirm departure", REFERENCE)
                .chooses("Airfield", "Osan Air Base")
                .writes("Cases aboard", "2")
                .dates("Departed on", "2018-08-01")
                .writes("Departed at", "14:30")
                .ticks("Every case is aboard, under the seal on record.")
                .sees("Seoul time")
                .picture("confirm-departure")
                .completes()
                .takes("Confirm arrival", REFERENCE)
                .chooses("Airfield", "Hickam, Hawaii")
                .writes("Cases aboard", "2")
                .dates("Landed on", "2018-08-01")
                .writes("Landed at", "16:30")
                .ticks("Every case is aboard, under the seal on record.")
                .sees("Hawaii time")
                .picture("confirm-arrival")
                .completes();
        honors("2018-08-01");
        assertThat(phase()).isEqualTo("IDENTIFICATION");
    }

    private void honors(String day) {
        person("transfer-team-1")
                .takes("Hold honor ceremony", REFERENCE)
                .dates("Held on", day)
                .writes("Held by", "The honor guard")
                .picture("hold-honor-ceremony")
                .completes();
    }

    private void containers() {
        Person first = person("evidence-coordinators-1");
        first.sees(first.card("Accession container", REFERENCE, "C-01"), "C-01")
                .sees(first.card("Accession container", REFERENCE, "C-02"), "C-02")
                .picture("containers-in-the-list");
        for (int number = 1; number <= 2; number++) {
            String container = "C-0" + number;
            first.takes("Accession container", REFERENCE, container)
                    .ticks("Yes, it is here")
                    .ticks("Yes")
                    .writes("Seal as found", "N-10" + number)
                    .writes("Storage", "Shelf 12")
                    .picture("accession-container")
                    .completes();
            person("evidence-coordinators-2")
                    .takes("Witness accession", REFERENCE, container)
                    .ticks("Yes")
                    .picture("witness-accession")
                    .completes();
            person("scientists-1")
                    .takes("Inventory container", REFERENCE, container)
                    .presses("Add a row")
                    .row(
                            1,
                            "Designator",
                            "1",
                            "Kind",
                            "Bone",
                            "Element",
                            "Femur",
                            "Side",
                            number == 1 ? "Left" : "Right",
                            "Mass (g)",
                            "312.5")
                    .row(1, "Human", "Yes")
                    .presses("Add a row")
                    .row(2, "Designator", "2", "Kind", "Tooth", "Element", "Molar", "Human", "Yes")
                    .picture("inventory-container")
                    .completes();
            person("scientists-2")
                    .takes("Verify inventory", REFERENCE, container)
                    .sees("Femur")
                    .ticks("Yes")
                    .picture("verify-inventory")
                    .completes();
        }
    }

    private void grouping() {
        Person author = person("scientists-1").takes("Resegregate remains", REFERENCE);
        author.page().getByText("Paste or upload CSV").click();
        author.writes(
                        "CSV text",
                        """
                        individual,container,designator,method,strength
                        I-1,C-01,1,DNA,STRONG
                        I-001,C-99,1,DNA,STRONG
                        """)
                .sees("line 2: Individual must be written like I-012")
                .sees("line 3: C-99/1 is not in the table")
                .picture("grouping-bad-lines")
                .presses("Clear the CSV text")
                .row(1, "Individual", "I-001", "Method", "PAIR_MATCH", "Strength", "STRONG")
                .row(2, "Individual", "I-002", "Method", "EXCLUSION", "Strength", "MODERATE")
                .row(3, "Individual", "I-001", "Method", "PAIR_MATCH", "Strength", "STRONG")
                .writes("Method", "Visual pair matching, no DNA yet")
                .writes("Individuals estimated", "2")
                .picture("resegregate-remains")
                .completes();
        person("scientists-2")
                .takes("Review grouping", REFERENCE)
                .sees("I-002")
                .sees("Visual pair matching, no DNA yet")
                .ticks("Yes, I accept it")
                .picture("review-grouping")
                .completes();

        Person manager = person("lab-managers-1");
        manager.sees(manager.card("Select lines of evidence", REFERENCE, "I-002"), "I-002");
        manager.takes("Select lines of evidence", REFERENCE, "I-001")
                .ticks("Anthropology: biological profile")
                .ticks("Odontology: teeth")
                .picture("select-lines-of-evidence")
                .completes();

        JsonNode account = account();
        assertThat(account.at("/individuals/total/number").asInt(-1)).isEqualTo(2);
    }

    /** Not a word of a form is kept on the computer, half-filled or completed, and after a sign-out not in the tab either. */
    private void nothingStaysInTheBrowser() {
        // The web apps' own words, and how a table of Cockpit is sorted.
        people.forEach((user, person) -> assertThat(person.stored().keySet())
                .as("kept by the browser of %s", user)
                .isSubsetOf("camunda-web", "camunda"));

        // The session ends while a form is being filled in: Tasklist would keep it.
        Person forgetful = person("negotiators-2")
                .startsProcess("Handover of remains")
                .writes("What was said", "Words that nobody else should find");
        forgetful.sessionRunsOut();
        assertThat(forgetful.stored().keySet()).isSubsetOf(SETTINGS);
        assertThat(forgetful.stored().values()).noneMatch(value -> value.contains("Words that nobody"));

        Person leaving = person("policy-1");
        leaving.page().evaluate("() => sessionStorage.setItem('handover-form:policy-1/1', '{}')");
        leaving.signsOut();
        assertThat(leaving.page()
                        .evaluate("() => JSON.stringify(sessionStorage)")
                        .toString())
                .doesNotContain("handover-form");
    }

    private void cockpit() {
        Person operator = Person.signIn(chromium.browser(), home(), "cockpit", "operators-1");
        people.put("operators-1", operator);
        operator.picture("cockpit");
        operator.page().navigate(home() + "/camunda/app/cockpit/default/#/processes");
        operator.page().getByText("Handover of remains").first().click();
        var row = operator.page().locator("tr", new Page.LocatorOptions().setHasText(REFERENCE));
        operator.sees(row, REFERENCE).picture("cockpit-handovers");
        row.locator("td a").first().click();
        var diagram = operator.page().locator("[cam-widget-bpmn-viewer]");
        operator.sees(diagram, "Cases accounted for")
                .sees(diagram.locator(".djs-overlays[data-container-id='CasesAccountedFor']"), "1")
                .sees(REFERENCE)
                .picture("cockpit-handover");
    }

    private Person person(String user) {
        return people.computeIfAbsent(user, id -> Person.signIn(chromium.browser(), home(), "tasklist", id));
    }

    private String home() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }

    // the record

    private JsonNode read(String path) {
        Http.Answer answer = Http.anonymous(environment).as("observers-1").get("/api/handovers/" + REFERENCE + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode account() {
        return read("/account");
    }

    private String phase() {
        return read("").get("phase").asText();
    }

    private List<String> openSteps() {
        var steps = new ArrayList<String>();
        read("").get("openSteps").forEach(step -> steps.add(step.asText()));
        return steps;
    }
}
