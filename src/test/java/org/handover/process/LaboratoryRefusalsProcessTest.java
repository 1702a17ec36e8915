package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.fields;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;
import static org.handover.process.LaboratoryStory.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Unguarded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tasks and messages of the laboratory refuse: a clear message, the task still open, nothing written. */
@ProcessTest
class LaboratoryRefusalsProcessTest {

    private LaboratoryStory story;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void arrive(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).arrived("C-01");
    }

    private void refused(String item, String user, String element, String fields, String words) {
        story.refuses(() -> story.completeAt(item, user, element, fields(fields)), words);
        assertThat(story.open(item)).contains(element);
    }

    private void refused(String user, String element, String fields, String words) {
        story.refuses(() -> story.complete(user, element, fields(fields)), words);
        assertThat(story.open()).contains(element);
    }

    // accession

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                        | sealIntact: is missing",
                "sealIntact=perhaps                       | sealIntact: 'perhaps' is neither yes nor no",
                "sealIntact=yes; sealed=no                | sealed: is unknown here",
                "sealIntact=yes; accessionedOn=2018-08-03 | accessionedOn: 2018-08-03 lies in the future",
                "sealIntact=yes; accessionedOn=2018-07-30 | accessionedOn: 2018-07-30 is before the arrival on 2018-08-01",
                "sealIntact=yes; accessionedOn=1 August   | accessionedOn: '1 August' is not a date"
            })
    void accession(String fields, String words) {
        jdbc.sql(
                        """
                insert into flight_leg (reference, leg, from_airfield, to_airfield, aircraft, mission_number, depart_on, planned_by,
                    departed_at, cases_on, arrived_at, arrived_airfield, cases_off)
                values (?, 1, 'OSAN', 'HICKAM', 'C-17', 'M-1', '2018-08-01', 'airlift-1', timestamp with time zone
                    '2018-08-01 12:00:00+09', 1, timestamp with time zone '2018-08-01 19:00:00+00', 'HICKAM', 1)""")
                .param(story.reference())
                .update();
        refused("C-01", "evidence-coordinators-1", "AccessionContainer", fields, words);
    }

    @Test
    void accession_sealLongerThanAnySeal() {
        refused(
                "C-01",
                "evidence-coordinators-1",
                "AccessionContainer",
                "sealIntact=yes; seal=" + "9".repeat(61),
                "seal: has 61 characters; at most 60 are kept");
    }

    @Test
    void accession_byAnotherGroup() {
        refused(
                "C-01",
                "scientists-1",
                "AccessionContainer",
                "sealIntact=yes",
                "does not have one of the following permissions");
    }

    @Test
    @DisplayName("C3 only the escort hands a container to the laboratory")
    void accession_whileSomebodyElseHoldsIt(@Autowired ApplicationContext context) {
        var other = new LaboratoryStory(context).arrived("C-01").accessioned("C-01");
        jdbc.sql("update container set accession_witnessed_by = null where reference = ?")
                .param(other.reference())
                .update();
        other.examinationAgain("C-01");

        other.refuses(
                () -> other.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes"),
                "the holder is LABORATORY");
    }

    @Test
    void accession_ofAContainerThatWasTakenIn() {
        story.accessioned("C-01");
        story.examinationAgain("C-01");

        story.refuses(
                () -> story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes"),
                "it is not taken in twice");
    }

    @Test
    void accession_ofAnUnknownContainer() {
        story.examinationAgain("C-77");

        refused("C-77", "evidence-coordinators-1", "AccessionContainer", "sealIntact=yes", "there is no container");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "evidence-coordinators-2 | -                        | witnessed: is missing",
                "evidence-coordinators-2 | witnessed=seen           | witnessed: 'seen' is neither yes nor no",
                "evidence-coordinators-2 | witnessed=no             | remarks: is missing",
                "evidence-coordinators-2 | witnessed=yes; by=me     | by: is unknown here",
                "evidence-coordinators-1 | witnessed=yes            | another evidence coordinator bears witness",
                "evidence-coordinators-1 | witnessed=no; remarks=No | another evidence coordinator bears witness",
                "scientists-1            | witnessed=yes            | does not have one of the following permissions"
            })
    void witness(String user, String fields, String words) {
        story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes");

        refused("C-01", user, "WitnessAccession", fields, words);
        assertThat(story.holder("C-01")).isEqualTo("AIRLIFT:M-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "lab-managers-1 | -                        | resolution: is missing",
                "lab-managers-1 | resolution=               | resolution: is missing",
                "lab-managers-1 | resolution=Fine; seal=1  | seal: is unknown here",
                "scientists-1   | resolution=Fine          | does not have one of the following permissions"
            })
    void sealIncident(String user, String fields, String words) {
        story.completeAt("C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "no")
                .completeAt("C-01", "evidence-coordinators-2", "WitnessAccession", "witnessed", "yes");

        refused("C-01", user, "ResolveSealIncident", fields, words);
    }

    // inventory

    static List<List<Object>> inventories() {
        return List.of(
                List.of(
                        List.of(row("kind", "BONE", "element", "femur", "human", "yes")),
                        "line 1: designator: is missing"),
                List.of(
                        List.of(row("designator", "1/2", "kind", "FRAGMENT", "human", "yes")),
                        "'1/2' is not a designator"),
                List.of(List.of(row("designator", "1", "human", "yes")), "line 1: kind: is missing"),
                List.of(
                        List.of(row("designator", "1", "kind", "COIN", "human", "yes")),
                        "'COIN' is none of BONE, TOOTH"),
                List.of(List.of(row("designator", "1", "kind", "BONE", "human", "yes")), "line 1: element: is missing"),
                List.of(List.of(row("designator", "1", "kind", "FRAGMENT")), "line 1: human: is missing"),
                List.of(
                        List.of(row("designator", "1", "kind", "FRAGMENT", "human", "maybe")),
                        "'MAYBE' is none of yes, no, undetermined"),
                List.of(
                        List.of(row("designator", "1", "kind", "FRAGMENT", "human", "not_applicable")),
                        "NOT_APPLICABLE is for material evidence"),
                List.of(
                        List.of(row("designator", "1", "kind", "MATERIAL_EVIDENCE", "human", true)),
                        "human: does not apply to material evidence"),
                List.of(
                        List.of(bone("1", "femur", "UPPER", 1)),
                        "side: 'UPPER' is none of LEFT, RIGHT, MIDLINE, UNKNOWN"),
                List.of(List.of(bone("1", "femur", "LEFT", -1)), "mass: -1 is below 0"),
                List.of(List.of(bone("1", "femur", "LEFT", "heavy")), "mass: 'heavy' is not a number"),
                List.of(List.of(bone("1", "femur", "LEFT", "1.0001")), "has more than 9 digits before or 3 behind"),
                List.of(
                        List.of(bone("1", "femur", "LEFT", 1), bone("1", "femur", "RIGHT", 1)),
                        "line 2: designator: 1 is there twice"),
                List.of(
                        List.of(row("designator", "1", "kind", "FRAGMENT", "human", "yes", "colour", "white")),
                        "line 1: colour: is unknown here"),
                List.of(List.of(fragment("1", "1-3")), "line 1: zones: '1-3' is no list of zones"),
                List.of(
                        List.of(row("designator", "1", "kind", "MATERIAL_EVIDENCE", "zones", "1")),
                        "zones: is given, but applies only when it is part of a skeleton"),
                List.of("a femur", "inventory: is not an array of objects"),
                List.of(List.of("a femur"), "inventory: line 1 is not an object"));
    }

    @ParameterizedTest
    @MethodSource("inventories")
    void inventory(List<Object> refused) {
        story.accessioned("C-01");

        story.refuses(
                () -> story.completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", refused.get(0)),
                (String) refused.get(1));
        assertThat(story.open("C-01")).containsExactly("InventoryContainer");
    }

    @Test
    void inventory_missing_orTwice() {
        story.accessioned("C-01");

        refused("C-01", "scientists-1", "InventoryContainer", null, "inventory: is missing");
        story.refuses(
                () -> story.completeAt(
                        "C-01",
                        "scientists-1",
                        "InventoryContainer",
                        "inventory",
                        List.of(),
                        "inventoryCsv",
                        "designator,kind,human\n1,FRAGMENT,yes\n"),
                "is given as Json and as CSV");
    }

    @Test
    void inventory_badLine17Among55_isNamed() {
        story.accessioned("C-01");
        var csv = new StringBuilder("designator,kind,element,side,completeness,mass,human\n");
        for (int i = 1; i <= 55; i++) {
            csv.append(i + 1 == 17 ? "16,BONE,femur,LEFT,complete,heavy,yes\n" : i + ",FRAGMENT,,,,2.5,yes\n");
        }

        story.refuses(
                () -> story.completeAt("C-01", "scientists-1", "InventoryContainer", "inventoryCsv", csv.toString()),
                "line 17: mass: 'heavy' is not a number");
        assertThat(story.open("C-01")).containsExactly("InventoryContainer");
    }

    @ParameterizedTest
    @CsvSource({
        "2018-08-03, inventoriedOn: 2018-08-03 lies in the future",
        "2018-08-01, inventoriedOn: 2018-08-01 is before the accession on 2018-08-02",
        "yesterday, inventoriedOn: 'yesterday' is not a date"
    })
    void inventory_on(String on, String words) {
        story.accessioned("C-01");

        story.refuses(
                () -> story.completeAt(
                        "C-01", "scientists-1", "InventoryContainer", "inventory", List.of(), "inventoriedOn", on),
                words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-2 | -                       | verified: is missing",
                "scientists-2 | verified=checked        | verified: 'checked' is neither yes nor no",
                "scientists-2 | verified=no             | remarks: is missing",
                "scientists-1 | verified=yes            | another scientist verifies it",
                "scientists-1 | verified=no; remarks=No | another scientist verifies it",
                "historians-1 | verified=yes            | does not have one of the following permissions"
            })
    @DisplayName("I9, I2 nobody verifies the own inventory")
    void verification(String user, String fields, String words) {
        story.accessioned("C-01").completeAt("C-01", "scientists-1", "InventoryContainer", "inventory", List.of());

        refused("C-01", user, "VerifyInventory", fields, words);
    }

    // grouping

    private void inventoried() {
        story.examined(
                        "C-01",
                        List.of(
                                bone("1", "femur", "LEFT", 300),
                                bone("2", "Femur", "LEFT", 310),
                                bone("3", "femur", "RIGHT", 305),
                                object("4", "Button"),
                                row("designator", "5", "kind", "BONE", "element", "rib", "side", "LEFT", "human", "no"),
                                row(
                                        "designator",
                                        "6",
                                        "kind",
                                        "BONE",
                                        "element",
                                        "rib",
                                        "side",
                                        "LEFT",
                                        "human",
                                        "yes"),
                                row(
                                        "designator",
                                        "7",
                                        "kind",
                                        "BONE",
                                        "element",
                                        "rib",
                                        "side",
                                        "LEFT",
                                        "human",
                                        "yes"),
                                fragment("8", null),
                                fragment("9", "1 2"),
                                fragment("10", "2,3"),
                                fragment("11", "p4; 5")))
                .on("2018-09-10");
    }

    /** Of a left femur. */
    private static Map<String, Object> fragment(String designator, String zones) {
        return row(
                "designator",
                designator,
                "kind",
                "FRAGMENT",
                "element",
                "femur",
                "side",
                "LEFT",
                "zones",
                zones,
                "human",
                "yes");
    }

    private static Map<String, Object> refit(String individual, String designator) {
        return row(
                "individual",
                individual,
                "container",
                "C-01",
                "designator",
                designator,
                "method",
                "REFIT",
                "strength",
                "STRONG");
    }

    static List<List<Object>> groupings() {
        return List.of(
                List.of(List.of(link("I-001", "C-01", "99")), "line 1: designator: ", "has no specimen C-01/99"),
                List.of(List.of(link("I-001", "C-02", "1")), "has no specimen C-02/1"),
                List.of(List.of(link("I-001", "C-01", "4")), "C-01/4 is material evidence"),
                List.of(List.of(link("I-001", "C-01", "5")), "C-01/5 is not human"),
                List.of(
                        List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "1")),
                        "line 2: designator: C-01/1 is there twice"),
                List.of(
                        List.of(link("I-001", "C-01", "1"), link("I-001", "C-01", "2")),
                        "line 2: designator: I-001 would have two of femur left: C-01/1 and C-01/2"),
                List.of(
                        List.of(link("I-001", "C-01", "9"), link("I-001", "C-01", "10")),
                        "line 2: designator: I-001 would have two of femur left: C-01/9 and C-01/10",
                        "both preserve the same zones"),
                List.of(
                        List.of(refit("I-001", "9"), refit("I-001", "10")),
                        "line 2: designator: I-001 would have two of femur left: C-01/9 and C-01/10"),
                List.of(
                        List.of(link("I-001", "C-01", "1"), link("I-001", "C-01", "9")),
                        "line 2: designator: I-001 would have two of femur left: C-01/1 and C-01/9",
                        "only zones that do not overlap, or fragments that were refitted"),
                List.of(
                        List.of(link("I-001", "C-01", "8"), link("I-001", "C-01", "9")),
                        "line 2: designator: I-001 would have two of femur left: C-01/8 and C-01/9"),
                List.of(
                        List.of(refit("I-001", "1"), refit("I-001", "2")),
                        "line 2: designator: I-001 would have two of femur left: C-01/1 and C-01/2"),
                List.of(List.of(link("1", "C-01", "1")), "individual: '1' is not the number of an individual"),
                List.of(
                        List.of(row(
                                "individual", "I-001", "container", "C-01", "designator", "1", "strength", "STRONG")),
                        "line 1: method: is missing"),
                List.of(
                        List.of(row("individual", "I-001", "container", "C-01", "designator", "1", "method", "DNA")),
                        "line 1: strength: is missing"),
                List.of(
                        List.of(row("container", "C-01", "designator", "1", "method", "DNA", "strength", "WEAK")),
                        "line 1: individual: is missing"),
                List.of(
                        List.of(row("individual", "I-001", "designator", "1", "method", "DNA", "strength", "WEAK")),
                        "line 1: container: is missing"),
                List.of(
                        List.of(row("individual", "I-001", "container", "C-01", "method", "DNA", "strength", "WEAK")),
                        "line 1: designator: is missing"));
    }

    @ParameterizedTest
    @MethodSource("groupings")
    @DisplayName("I5, N5 a grouping names each human specimen once, and gives nobody two of one element")
    void grouping(List<Object> refused) {
        inventoried();

        story.refuses(
                () -> story.complete(
                        "scientists-1", "ResegregateRemains", "grouping", refused.get(0), "method", "Articulation"),
                refused.stream().skip(1).toArray(String[]::new));
        assertThat(story.open()).containsExactly("ResegregateRemains");
    }

    @Test
    @DisplayName("I5 zones that do not overlap, refitted fragments, both sides and ribs can be of one person")
    void grouping_thatCanBeOfOnePerson_isTaken() {
        inventoried();

        story.grouped(List.of(
                link("I-001", "C-01", "1"),
                link("I-001", "C-01", "3"),
                link("I-001", "C-01", "6"),
                link("I-001", "C-01", "7"),
                refit("I-001", "8"),
                link("I-002", "C-01", "9"),
                link("I-002", "C-01", "11")));

        assertThat(story.open()).containsExactly("ReviewGrouping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-1 | -                                      | method: is missing",
                "scientists-1 | method=DNA; estimate=-1                | estimate: -1 is below 0",
                "scientists-1 | method=DNA; estimate=2.5               | estimate: '2.5' is not a whole number",
                "scientists-1 | method=DNA; groupedOn=2018-09-11       | groupedOn: 2018-09-11 lies in the future",
                "scientists-1 | method=DNA; groupedOn=2018-08-01       | groupedOn: 2018-08-01 is before the inventory of 2018-08-02",
                "scientists-1 | method=DNA; author=me                  | author: is unknown here",
                "lab-managers-1 | method=DNA                           | does not have one of the following permissions"
            })
    void grouping_fields(String user, String fields, String words) {
        inventoried();
        var values = new ArrayList<Object>(List.of(fields(fields)));
        values.addAll(List.of("grouping", List.of(link("I-001", "C-01", "1"))));

        story.refuses(() -> story.complete(user, "ResegregateRemains", values.toArray()), words);
    }

    @Test
    void grouping_badLineOfACsv_isNamed() {
        inventoried();

        story.refuses(
                () -> story.complete(
                        "scientists-1",
                        "ResegregateRemains",
                        "groupingCsv",
                        "individual,container,designator,method,strength\nI-001,C-01,1,DNA,STRONG\nI-001,C-01,98,DNA,STRONG\n",
                        "method",
                        "DNA"),
                "groupingCsv line 3: designator:",
                "has no specimen C-01/98");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-2 | -                       | accepted: is missing",
                "scientists-2 | accepted=good           | accepted: 'good' is neither yes nor no",
                "scientists-2 | accepted=no             | remarks: is missing",
                "scientists-1 | accepted=yes            | another scientist reviews it",
                "scientists-1 | accepted=no; remarks=No | another scientist reviews it",
                "historians-1 | accepted=yes            | does not have one of the following permissions"
            })
    @DisplayName("I2 nobody reviews the own grouping")
    void review(String user, String fields, String words) {
        inventoried();
        story.grouped(List.of(link("I-001", "C-01", "1")));

        refused(user, "ReviewGrouping", fields, words);
    }

    @Test
    void review_ofAGroupingThatNoLongerFits_isRefused_andCanBeSentBack() {
        inventoried();
        story.grouped(List.of(link("I-001", "C-01", "1")));
        jdbc.sql("update specimen set human = 'NO' where reference = ? and designator = '1'")
                .param(story.reference())
                .update();

        refused("scientists-2", "ReviewGrouping", "accepted=yes", "grouping line 1: C-01/1 is not human");

        story.complete("scientists-2", "ReviewGrouping", "accepted", "no", "remarks", "1 is not human");
        assertThat(story.open()).containsExactly("ResegregateRemains");
    }

    // further finds

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scientists-1   | -                                 | text: is missing",
                "scientists-1   | text=A skull; foundOn=2018-09-11  | foundOn: 2018-09-11 lies in the future",
                "scientists-1   | text=A skull; foundOn=soon        | foundOn: 'soon' is not a date",
                "scientists-1   | text=A skull; number=1            | number: is unknown here",
                "negotiators-1  | text=A skull                      | is sent by a member of"
            })
    void furtherRemains(String user, String fields, String words) {
        inventoried();

        story.refuses(() -> story.send(user, "FurtherRemainsFound", fields(fields)), words);
    }

    @Test
    void furtherGrouping_isCheckedLikeTheFirst() {
        inventoried();
        story.grouped(List.of(link("I-001", "C-01", "1"))).accepted().settle();
        story.send("scientists-1", "FurtherRemainsFound", "text", "In the lining");

        story.refuses(() -> furtherGrouping(link("I-002", "C-01", "1")), "C-01/1 belongs to I-001 already");
        story.refuses(
                () -> furtherGrouping(link("I-001", "C-01", "2")),
                "I-001 would have two of femur left: C-01/1 and C-01/2");
        story.refuses(
                () -> story.complete("scientists-1", "GroupFurtherRemains", "grouping", List.of()),
                "method: is missing");
        furtherGrouping(link("I-002", "C-01", "2"));
        refused("scientists-1", "ReviewFurtherGrouping", "accepted=yes", "another scientist reviews it");
        refused("scientists-2", "ReviewFurtherGrouping", "accepted=no", "remarks: is missing");
    }

    @Test
    void furtherGrouping_intoAnIndividualThatCannotTakeIt() {
        inventoried();
        story.grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "6"), link("I-003", "C-01", "3")))
                .accepted()
                .settle();
        for (String individual : List.of("I-001", "I-002")) {
            story.selected(individual, "ISOTOPES")
                    .examinedLine(individual, "ExamineIsotopes", "INCONCLUSIVE")
                    .joined(individual);
        }
        story.proposed("I-001", "NON_HUMAN")
                .reviewed("I-001")
                .completeAt("I-001", "lab-managers-2", "ResolveNonHuman", "resolution", "Kept")
                .proposed("I-002", "CONSOLIDATE", "consolidateInto", "I-003")
                .reviewed("I-002")
                .send("scientists-1", "FurtherRemainsFound", "text", "In the lining");

        story.refuses(() -> furtherGrouping(link("I-001", "C-01", "7")), "I-001 was ruled not human");
        story.refuses(
                () -> furtherGrouping(link("I-002", "C-01", "7")), "I-002 was consolidated into I-003; name that one");
    }

    private void furtherGrouping(Map<String, Object> link) {
        story.complete("scientists-1", "GroupFurtherRemains", "grouping", List.of(link), "method", "Refit");
    }

    @Test
    void message_toAHandoverThatIsNotInTheLaboratory(@Autowired ProcessEngine engine) {
        String instance = story.instance().getId();
        Unguarded.run(engine, () -> engine.getRuntimeService().deleteProcessInstance(instance, "ended"));

        story.refuses(
                () -> story.send("scientists-1", "FurtherRemainsFound", "text", "A skull"),
                "Cannot correlate message 'FurtherRemainsFound'");
    }
}
