package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.handover.account.Accounts;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimens;
import org.handover.notice.Attempt;
import org.handover.notice.Notices;
import org.handover.reading.Lineage;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of science, decision and notification, each by its id. */
@ProcessTest
class IdentificationRulesProcessTest {

    private LaboratoryStory story;
    private String person;
    private String other;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Custody custody;

    @Autowired
    private Specimens specimens;

    @Autowired
    private Lineage lineage;

    @Autowired
    private Notices notices;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).cases(2).on("2018-09-12");
        person = story.reference() + "-P1";
        other = story.reference() + "-P2";
    }

    // what an identification rests on

    /** Examines a line with a finding about a person; DNA with a sample. */
    private void report(String line, String finding, String candidate) {
        Object[] values = candidate == null || candidate.isBlank()
                ? new Object[0]
                : new Object[] {"candidate", candidate.equals("OTHER") ? other : person};
        story.selected("I-001", line, "remarks", "Also when it was examined before");
        switch (line) {
            case "ANTHROPOLOGY" -> story.examinedLine("I-001", "ExamineAnthropology", finding, values);
            case "ODONTOLOGY" -> story.examinedLine("I-001", "ExamineOdontology", finding, values);
            case "CHEST_RADIOGRAPH" -> story.examinedLine("I-001", "ExamineChestRadiograph", finding, values);
            case "ISOTOPES" -> story.examinedLine("I-001", "ExamineIsotopes", finding, values);
            case "MATERIAL_EVIDENCE" -> story.examinedLine("I-001", "ExamineMaterialEvidence", finding, values);
            case "HISTORY" -> story.examinedLine("I-001", "ExamineHistory", finding, values);
            default ->
                story.cut("I-001", "massBefore", 5, "massAfter", 4.5)
                        .examinedLine("I-001", "RecordDnaResult", finding, values);
        }
        story.joined("I-001");
    }

    /** From a proposal back to the selection of lines, without a disposition. */
    private void again() {
        story.again("I-001");
    }

    private void reports(String all) {
        List<String> reports = Stream.of(all.split(",")).map(String::strip).toList();
        for (int i = 0; i < reports.size(); i++) {
            if (i > 0) {
                again();
            }
            String[] report = reports.get(i).split(" ");
            report(report[0], report[1], report.length > 2 ? report[2] : null);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HISTORY SUPPORTS P                                   | needs 2 concordant lines of evidence, of which one names that person; found HISTORY",
                "HISTORY INCONCLUSIVE P, YSTR NOT_POSSIBLE            | found none",
                "HISTORY SUPPORTS P, HISTORY SUPPORTS P               | found HISTORY",
                "HISTORY SUPPORTS P, CHEST_RADIOGRAPH SUPPORTS OTHER  | found HISTORY",
                "HISTORY SUPPORTS P, YSTR SUPPORTS                    | found HISTORY",
                "ANTHROPOLOGY SUPPORTS, ODONTOLOGY SUPPORTS           | of which one names that person; found ANTHROPOLOGY, ODONTOLOGY",
                "HISTORY SUPPORTS P, YSTR SUPPORTS P, YSTR INCONCLUSIVE P | found HISTORY",
                "MTDNA SUPPORTS P, ISOTOPES SUPPORTS P                | MTDNA, ISOTOPES do not suffice",
                "MTDNA SUPPORTS P, MATERIAL_EVIDENCE SUPPORTS P       | MTDNA, MATERIAL_EVIDENCE do not suffice",
                "ISOTOPES SUPPORTS P, MATERIAL_EVIDENCE SUPPORTS P    | ISOTOPES, MATERIAL_EVIDENCE do not suffice"
            })
    @DisplayName("I3 too few concordant lines, or only those that never suffice, name nobody")
    void tooLittle(String reports, String words) {
        reports(reports);

        story.refuses(() -> story.proposed("I-001", "IDENTIFIED", "person", person), words);
        story.refuses(() -> story.proposed("I-001", "PARTNER_NAMED", "person", person, "partner", "ROK"), words);
        assertThat(story.open("I-001")).containsExactly("ProposeDisposition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HISTORY SUPPORTS P, CHEST_RADIOGRAPH SUPPORTS P",
                "MTDNA SUPPORTS P, ODONTOLOGY SUPPORTS",
                "MTDNA SUPPORTS P, YSTR SUPPORTS P",
                "HISTORY INCONCLUSIVE P, AUSTR SUPPORTS P, HISTORY SUPPORTS P"
            })
    @DisplayName("I3 two concordant lines, one of them more than mtDNA, objects or isotopes, are enough")
    void enough(String reports) {
        reports(reports);

        story.proposed("I-001", "IDENTIFIED", "person", person);

        assertThat(story.open("I-001")).containsExactly("ReviewDisposition");
    }

    @Test
    @DisplayName("I4 a finding that excludes the person blocks the proposal until it is resolved in writing, once")
    void exclusion_isResolvedInWriting() {
        reports("HISTORY SUPPORTS P, CHEST_RADIOGRAPH SUPPORTS P, YSTR EXCLUDES P");
        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", person),
                "exclusionResolved: is missing; YSTR excludes the person");

        story.proposed("I-001", "IDENTIFIED", "person", person, "exclusionResolved", "The sample was contaminated");

        assertThat(story.text(
                        "select reason || ' ' || person from decision where reference = ? and stage = 'EXCLUSION'"))
                .isEqualTo("The sample was contaminated " + person);
        story.completeAt("I-001", "lab-managers-2", "ReviewDisposition", "decision", "RETURN", "reason", "Say more");
        story.completeAt("I-001", "lab-managers-1", "SelectLinesOfEvidence").joined("I-001");
        story.proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .approved("I-001");
        assertThat(story.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    @DisplayName("I4 a blind finding that excludes blocks too; an exclusion of somebody else does not")
    void exclusion_ofWhom() {
        reports("HISTORY SUPPORTS P, CHEST_RADIOGRAPH SUPPORTS P, YSTR EXCLUDES OTHER");
        story.proposed("I-001", "IDENTIFIED", "person", person)
                .completeAt(
                        "I-001", "lab-managers-2", "ReviewDisposition", "decision", "RETURN", "reason", "Bones first");
        report("ANTHROPOLOGY", "EXCLUDES", null);

        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", person),
                "ANTHROPOLOGY excludes the person, resolve that in writing first");
    }

    @Test
    @DisplayName("I4, X9, I2 an exclusion comes with the bones that are consolidated, and so does who examined them")
    void exclusion_comesWithTheBones(@Autowired ApplicationContext context) {
        LaboratoryStory two = new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", List.of(bone("1", "cranium", "MIDLINE", 600), bone("2", "femur", "LEFT", 300)))
                .grouped(List.of(link("I-001", "C-01", "1"), link("I-002", "C-01", "2")))
                .accepted()
                .settle()
                .on("2018-09-20");
        String analyst = two.memberOf("historians", "lab-managers", "medical-examiners");
        two.selected("I-002", "ANTHROPOLOGY,HISTORY")
                .examinedLine("I-002", "ExamineAnthropology", "EXCLUDES")
                .completeAt(
                        "I-002", analyst, "ExamineHistory", "finding", "EXCLUDES", "report", "R", "candidate", person)
                .joined("I-002")
                .proposed("I-002", "CONSOLIDATE", "consolidateInto", "I-001")
                .reviewed("I-002")
                .runJobAt("CloseCase")
                .borneOut("I-001", person);

        two.refuses(
                () -> two.proposed("I-001", "IDENTIFIED", "person", person),
                "exclusionResolved: is missing; ANTHROPOLOGY, HISTORY excludes the person");
        two.proposed("I-001", "IDENTIFIED", "person", person, "exclusionResolved", "The femur had healed");
        assertThat(two.value(
                        """
                select count(*) from exclusion_resolution r join evidence e on e.id = r.evidence_id
                where e.reference = ? and e.individual = 'I-002'""",
                        Integer.class))
                .isEqualTo(2);
        two.refuses(
                () -> two.completeAt("I-001", analyst, "ReviewDisposition", "decision", "CONCUR"),
                "examined " + two.key("I-002") + ", whose specimens came to I-001");
        two.reviewed("I-001");
        two.refuses(
                () -> two.completeAt("I-001", analyst, "ApproveIdentification", "decision", "APPROVE"),
                "examined " + two.key("I-002"));
        two.approved("I-001");
        assertThat(two.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    @DisplayName("I4, W13 an exclusion comes with the bones of another handover, too")
    void exclusion_comesFromAnotherHandover(@Autowired ApplicationContext context) {
        new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", List.of(bone("1", "femur", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1")))
                .accepted()
                .settle()
                .on("2018-09-12")
                .selected("I-001", "HISTORY")
                .examinedLine("I-001", "ExamineHistory", "EXCLUDES", "candidate", person)
                .joined("I-001")
                .proposed(
                        "I-001",
                        "CONSOLIDATE",
                        "consolidateInto",
                        story.key("I-001").toString())
                .reviewed("I-001")
                .runJobAt("CloseCase");
        story.borneOut("I-001", person);

        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", person),
                "exclusionResolved: is missing; HISTORY excludes the person");
        story.proposed("I-001", "IDENTIFIED", "person", person, "exclusionResolved", "Another man of that name")
                .reviewed("I-001")
                .approved("I-001");
        assertThat(story.open("I-001")).containsExactly("NotifyFamily");
    }

    @Test
    @DisplayName("I6 one named person is one individual")
    void onePerson_oneIndividual() {
        story.goneHome("I-001", person).borneOut("I-002", person);

        story.refuses(
                () -> story.proposed("I-002", "IDENTIFIED", "person", person),
                "person: is identified as " + story.key("I-001") + " already");
        assertThatThrownBy(() -> jdbc.sql("update individual set person = ? where reference = ? and number = 'I-002'")
                        .params(person, story.reference())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    @DisplayName("I6 two cases that propose one person: the second approval is refused and can be returned")
    void onePerson_proposedTwice() {
        story.borneOut("I-001", person)
                .proposed("I-001", "IDENTIFIED", "person", person)
                .borneOut("I-002", person)
                .proposed("I-002", "IDENTIFIED", "person", person)
                .reviewed("I-001")
                .reviewed("I-002")
                .approved("I-001");

        story.refuses(() -> story.approved("I-002"), "is identified as " + story.key("I-001") + " already");

        story.completeAt(
                "I-002", "medical-examiners-1", "ApproveIdentification", "decision", "RETURN", "reason", "Same person");
        assertThat(story.open("I-002")).containsExactly("SelectLinesOfEvidence");
    }

    @Test
    @DisplayName("I6 a name approved for a partner nation is taken before the remains are handed over")
    void onePerson_approvedForAPartner() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_NAMED", "person", person, "partner", "ROK")
                .borneOut("I-002", person)
                .proposed("I-002", "PARTNER_NAMED", "person", person, "partner", "ROK")
                .reviewed("I-001")
                .reviewed("I-002")
                .approved("I-001");

        story.refuses(() -> story.approved("I-002"), "is identified as " + story.key("I-001") + " already");
    }

    @Test
    @DisplayName("I7 no decision is changed or taken away, not even in the database")
    void decisions_areImmutable() {
        story.identified("I-001", person);

        for (String change : List.of(
                "update decision set outcome = 'APPROVE' where reference = ?",
                "delete from decision where reference = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(story.reference()).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
        story.told("I-001").named("I-001").returned("I-001");
        for (String table : List.of("evidence", "notice", "family_receipt")) {
            assertThatThrownBy(() -> jdbc.sql("delete from " + table + " where reference = ?")
                            .param(story.reference())
                            .update())
                    .as(table)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    @DisplayName("I8 an object traced to a person names nobody: it fills in no candidate and counts as no line")
    void tracedObject_namesNobody() {
        story.traced("C-01/E-01", "historians-1", "object", "Identification tag", "person", person)
                .selected("I-001", "MATERIAL_EVIDENCE")
                .examinedLine("I-001", "ExamineMaterialEvidence", "SUPPORTS")
                .joined("I-001");

        assertThat(story.text("select coalesce(candidate, 'nobody') from evidence where reference = ?"))
                .isEqualTo("nobody");
        story.refuses(() -> story.proposed("I-001", "IDENTIFIED", "person", person), "found none");
    }

    @Test
    @DisplayName("X15 different sequences of one kind of test within one individual block the synthesis, not the case")
    void differentSequences() {
        story.selected("I-001", "MTDNA,HISTORY")
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person)
                .cut("I-001")
                .examinedLine("I-001", "RecordDnaResult", "SUPPORTS", "candidate", person, "sequence", "16126C")
                .joined("I-001");
        jdbc.sql(
                        """
                insert into specimen (reference, container, designator, kind, element, side, human)
                values (?, 'C-01', '9', 'BONE', 'femur', 'LEFT', 'YES')""")
                .param(story.reference())
                .update();
        jdbc.sql(
                        """
                insert into individual_specimen (reference, individual, container, designator, method, strength, grouped_by,
                    reviewed_by, since, active) values (?, 'I-001', 'C-01', '9', 'REFIT', 'WEAK', 'a', 'b', '2018-09-12', 1)""")
                .param(story.reference())
                .update();
        story.inLaboratory("C-01/9", "C-01");
        again();
        story.selected("I-001", "MTDNA", "remarks", "The femur, too")
                .cut("I-001", "specimen", "C-01/9")
                .examinedLine("I-001", "RecordDnaResult", "SUPPORTS", "candidate", person, "sequence", "16189C")
                .joined("I-001");

        story.refuses(
                () -> story.proposed("I-001", "IDENTIFIED", "person", person),
                "the DNA results conflict",
                "MTDNA: C-01/1 | C-01/9");
        story.refuses(
                () -> story.proposed("I-001", "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", "P-1 P-2"),
                "the DNA results conflict");
        again();
        story.selected("I-001", "MTDNA", "remarks", "The femur, too")
                .cut("I-001", "specimen", "C-01/9", "massBefore", 9, "massAfter", 8)
                .examinedLine("I-001", "RecordDnaResult", "SUPPORTS", "candidate", person, "sequence", " 16126c ")
                .joined("I-001");
        story.proposed("I-001", "IDENTIFIED", "person", person);
        assertThat(story.open("I-001")).containsExactly("ReviewDisposition");
    }

    @Test
    @DisplayName(
            "X15 another sample for the same test takes a reason, an approval, and somebody else to cut it; the failed one stays")
    void furtherSample_isApproved() {
        story.selected("I-001", "MTDNA")
                .cut("I-001")
                .examinedLine("I-001", "RecordDnaResult", "NOT_POSSIBLE")
                .joined("I-001");
        again();
        story.refuses(
                () -> story.selected("I-001", "MTDNA"),
                "remarks: is missing; S-0001 was cut for MTDNA before, say why more of the remains is to be used up");
        String both = story.memberOf("lab-managers", "scientists");
        story.completeAt(
                "I-001",
                both,
                "SelectLinesOfEvidence",
                "linesOfEvidence",
                "MTDNA",
                "remarks",
                "No profile; the petrous bone may hold more");
        story.refuses(
                () -> story.completeAt("I-001", both, "CutSample", "massBefore", 9.5, "massAfter", 9),
                "approved that S-0002 is cut as a further sample; another person cuts it");
        story.cut("I-001", "massBefore", 9.5, "massAfter", 9)
                .examinedLine("I-001", "RecordDnaResult", "SUPPORTS", "candidate", person, "sequence", "16126C")
                .joined("I-001");

        assertThat(jdbc.sql(
                                """
                        select s.number || ' ' || coalesce(s.repeats, '-') || ' ' || coalesce(s.approval, '-') || ' ' || e.finding
                        from sample s join evidence e on e.reference = s.reference and e.sample = s.number
                        where s.reference = ? order by s.number""")
                        .param(story.reference())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "S-0001 - - NOT_POSSIBLE", "S-0002 S-0001 No profile; the petrous bone may hold more SUPPORTS");
    }

    @Test
    @DisplayName("C7 a specimen that is used up is used up: nobody cuts it again")
    void consumed_isFinal() {
        story.selected("I-001", "MTDNA,YSTR").cut("I-001", "massBefore", 10, "massAfter", 0);

        story.refuses(() -> story.cut("I-001", "massBefore", 1, "massAfter", 0.5), "has no specimen left to cut");
        story.refuses(
                () -> story.cut("I-001", "specimen", "C-01/1", "massBefore", 1, "massAfter", 0.5),
                "has no specimen C-01/1 to cut; it has none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ANTHROPOLOGY SUPPORTS, ISOTOPES SUPPORTS",
                "MTDNA SUPPORTS, YSTR SUPPORTS, AUSTR SUPPORTS",
                "HISTORY INCONCLUSIVE, ISOTOPES SUPPORTS"
            })
    @DisplayName("X5 ancestry alone never makes remains those of another nation")
    void ancestryAlone(String reports) {
        reports(reports);

        story.refuses(
                () -> story.proposed("I-001", "PARTNER_UNNAMED", "partner", "ROK"),
                "partner: ancestry, DNA and isotopes alone never make remains those of another nation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-team-2", "airlift-1", "historians-2"})
    @DisplayName("X4 who witnessed, escorted or recovered the remains does not examine them blind")
    void fieldHandlers_doNotExamineBlind(String user) {
        jdbc.sql(
                        """
                insert into flight_leg (reference, leg, from_airfield, to_airfield, aircraft, mission_number, depart_on, planned_by,
                    departure_by) values (?, 1, 'OSAN', 'HICKAM', 'C-17', 'M-1', date '2018-08-01', 'airlift-2', 'airlift-1')""")
                .param(story.reference())
                .update();
        jdbc.sql(
                        """
                insert into field_operation (business_key, reference, agreed_on, recovered_by, opened)
                values (?, ?, date '2018-07-01', 'historians-2', ?)""")
                .params(story.reference() + "/FO-1", story.reference(), story.reference())
                .update();

        assertThat(specimens.fieldHandlers(story.key("I-001"))).contains(user);
    }

    @Test
    @DisplayName(
            "W13, X10 one person out of two handovers: both parts go home together, and the person is counted once")
    void onePersonOutOfTwoHandovers(@Autowired ApplicationContext context, @Autowired Accounts accounts) {
        LaboratoryStory later = new LaboratoryStory(context)
                .arrived("C-01")
                .examined("C-01", List.of(bone("1", "femur", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(link("I-001", "C-01", "1")))
                .accepted()
                .settle()
                .on("2018-09-12");
        String key = story.key("I-001").toString();
        later.selected("I-001", "HISTORY")
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person)
                .joined("I-001");
        later.refuses(
                () -> later.proposed(
                        "I-001",
                        "CONSOLIDATE",
                        "consolidateInto",
                        later.key("I-001").toString()),
                "cannot be consolidated into itself");
        later.refuses(
                () -> later.proposed("I-001", "CONSOLIDATE", "consolidateInto", "NO-SUCH/I-001"),
                "there is no individual NO-SUCH/I-001");
        later.proposed("I-001", "CONSOLIDATE", "consolidateInto", key)
                .reviewed("I-001")
                .runJobAt("CloseCase");

        story.goneHome("I-001", person);

        assertThat(later.holder("C-01/1")).isEqualTo("FAMILY:" + person);
        assertThat(story.holder("C-01/1")).isEqualTo("FAMILY:" + person);
        assertThat(later.text("select consolidated_into_reference || '/' || consolidated_into from individual"
                        + " where reference = ?"))
                .isEqualTo(key);
        assertThat(accounts.take(new Reference(later.reference()))
                        .individuals()
                        .people()
                        .number())
                .isZero();
        for (String reference : List.of(later.reference(), story.reference())) {
            assertThat(accounts.reconcile(new Reference(reference)).reconciles())
                    .isTrue();
        }
        assertThat(lineage.of(
                        new Reference(story.reference()),
                        null,
                        null,
                        "I-001",
                        new Reader("observers-1", Set.of(Groups.OBSERVERS))))
                .extracting(Lineage.Link::handover, Lineage.Link::specimen)
                .containsExactlyInAnyOrder(tuple(story.reference(), "C-01/1"), tuple(later.reference(), "C-01/1"));
        later.refuses(
                () -> later.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "A letter"),
                "was consolidated into " + key);
    }

    @Test
    @DisplayName("I5 two individuals of two handovers with the same bone are not one person")
    void twoHandovers_sameBone(@Autowired ApplicationContext context) {
        LaboratoryStory later = new LaboratoryStory(context).cases(1).on("2018-09-12");
        later.selected("I-001", "HISTORY")
                .examinedLine("I-001", "ExamineHistory", "INCONCLUSIVE")
                .joined("I-001");

        later.refuses(
                () -> later.proposed(
                        "I-001",
                        "CONSOLIDATE",
                        "consolidateInto",
                        story.key("I-001").toString()),
                "would have two of cranium midline");
    }

    @Test
    @DisplayName("W22 evidence from before a revocation does not name that person again by itself")
    void afterARevocation_newEvidenceIsNeeded() {
        story.goneHome("I-001", person)
                .on("2021-01-01")
                .sendTo("I-001", "medical-examiners-1", "IdentificationRevoked", null, "reason", "Files mixed up")
                .completeAt(
                        "I-001",
                        "casualty-office-1",
                        "NotifyOfRevocation",
                        "outcome",
                        "DELIVERED",
                        "notifiedOn",
                        "2021-01-01");
        report("ISOTOPES", "INCONCLUSIVE", null);

        story.refuses(() -> story.proposed("I-001", "IDENTIFIED", "person", person), "found none");
    }

    // custody

    @Test
    @DisplayName("C8 a case does not close while remains are not where its disposition says")
    void custodyOpen_caseStaysOpen() {
        custody.transfer(
                List.of(story.key("C-01/1")),
                Holder.LABORATORY,
                Holder.UNC,
                Handling.on(LocalDate.parse("2018-09-11"), Laboratory.ZONE, "HICKAM", "a", "b", "Moved"));
        story.borneOut("I-001", person).proposed("I-001", "RETAINED").reviewed("I-001");

        story.refuses(
                () -> story.completeAt("I-001", "lab-managers-1", "RetainRemains", "storage", "Shelf 1"),
                "the holder is UNC; a case that ends as RETAINED closes when LABORATORY holds everything");
        assertThat(story.text("select case_state from individual where reference = ? and number = 'I-001'"))
                .isEqualTo("OPEN");
    }

    @Test
    @DisplayName("C7 what was cut and what is left add up to what was weighed, for every specimen")
    void samples_addUp() {
        story.selected("I-001", "MTDNA,YSTR")
                .cut("I-001", "massBefore", 100.2, "massAfter", 99.1)
                .cut("I-001", "massBefore", 99.1, "massAfter", 97);

        assertThat(jdbc.sql(
                                """
                        select abs(max(s.mass) - sum(a.mass_before - a.mass_after) - min(a.mass_after)) from specimen s
                        join sample a on a.specimen_reference = s.reference and a.container = s.container and a.designator = s.designator
                        where s.reference = ?""")
                        .param(story.reference())
                        .query(Double.class)
                        .single())
                .isLessThanOrEqualTo(0.5);
    }

    @Test
    @DisplayName(
            "W13, X10 a man in three boxes is one individual, one person, one notice; the others stay in the laboratory")
    void oneManInThreeBoxes(@Autowired ApplicationContext context) {
        var three = new LaboratoryStory(context)
                .arrived("C-01", "C-02", "C-03")
                .examined("C-01", List.of(bone("1", "cranium", null, 500), bone("2", "femur", "LEFT", 300)))
                .examined("C-02", List.of(bone("1", "femur", "RIGHT", 300)))
                .examined("C-03", List.of(bone("1", "tibia", "LEFT", 200)))
                .grouped(List.of(
                        link("I-001", "C-01", "1"),
                        link("I-002", "C-01", "2"),
                        link("I-001", "C-02", "1"),
                        link("I-001", "C-03", "1")))
                .accepted()
                .settle()
                .on("2018-09-12");

        three.goneHome("I-001", three.reference() + "-P1");

        assertThat(three.value(
                        "select count(*) from notice where reference = ? and kind = 'IDENTIFICATION'", Integer.class))
                .isEqualTo(1);
        assertThat(three.value("select count(distinct person) from individual where reference = ?", Integer.class))
                .isEqualTo(1);
        assertThat(List.of(three.holder("C-01/1"), three.holder("C-02/1"), three.holder("C-03/1")))
                .containsOnly("FAMILY:" + three.reference() + "-P1");
        assertThat(three.holder("C-01/2")).isEqualTo("LABORATORY");
        assertThat(three.holder("C-01")).isEqualTo("LABORATORY");
        assertThat(custody.verify(new Reference(three.reference())).intact()).isTrue();
    }

    // notices

    private Attempt delivered() {
        return new Attempt(Attempt.Outcome.DELIVERED, LocalDate.parse("2018-09-12"), null, null, false);
    }

    @Test
    @DisplayName("F1 the service itself tells nobody before a medical examiner has approved")
    void service_noNoticeBeforeApproval() {
        story.borneOut("I-001", person)
                .proposed("I-001", "IDENTIFIED", "person", person)
                .reviewed("I-001");
        assertThatThrownBy(() -> notices.notifyFamily(story.key("I-001"), 1, delivered(), "casualty-office-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no medical examiner has approved");
        story.completeAt(
                "I-001", "medical-examiners-1", "ApproveIdentification", "decision", "RETURN", "reason", "Not yet");
        assertThatThrownBy(() -> notices.notifyFamily(story.key("I-001"), 1, delivered(), "casualty-office-1"))
                .isInstanceOf(Refusal.class);
        assertThat(story.rows("notice")).isZero();
    }

    @Test
    @DisplayName("F1, F7 an approval for a partner nation is none for a notice to a family of ours")
    void service_noNoticeOnAPartnersApproval() {
        story.borneOut("I-001", person)
                .proposed("I-001", "PARTNER_NAMED", "person", person, "partner", "ROK")
                .reviewed("I-001")
                .approved("I-001");

        assertThatThrownBy(() -> notices.notifyFamily(story.key("I-001"), 1, delivered(), "casualty-office-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no medical examiner has approved an identification");
        assertThatThrownBy(
                        () -> insertNotice("IDENTIFICATION", "DELIVERED", approval(), "PARTNER_NAMED", person, 1, null))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> insertNotice("IDENTIFICATION", "DELIVERED", approval(), "IDENTIFIED", person, 1, null))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    @DisplayName("F2 the service itself releases no name before the family is told")
    void service_noNameBeforeTheFamily() {
        story.identified("I-001", person);
        assertThatThrownBy(() ->
                        notices.releaseName(story.key("I-001"), 1, LocalDate.parse("2018-09-12"), "public-affairs-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the family is not told yet");
        story.completeAt(
                "I-001",
                "casualty-office-1",
                "NotifyFamily",
                "outcome",
                "NOT_REACHED",
                "notifiedOn",
                "2018-09-12",
                "remarks",
                "Letter returned; asked the veterans' office");
        assertThatThrownBy(() ->
                        notices.releaseName(story.key("I-001"), 1, LocalDate.parse("2018-09-12"), "public-affairs-1"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("F1 the database itself refuses a notice without the approval of this person, in this cycle")
    void database_noNoticeBeforeApproval() {
        story.identified("I-001", person);
        long approval = approval();
        jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                .param(other)
                .update();

        assertThatThrownBy(() ->
                        insertNotice("IDENTIFICATION", "DELIVERED", approval + 1000, "IDENTIFIED", person, 1, null))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> insertNotice("IDENTIFICATION", "DELIVERED", approval, "IDENTIFIED", other, 1, null))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> insertNotice("IDENTIFICATION", "DELIVERED", approval, "IDENTIFIED", person, 2, null))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> insertNotice("IDENTIFICATION", "DELIVERED", approval, null, person, 1, null))
                .isInstanceOf(DataAccessException.class);
        assertThat(story.rows("notice")).isZero();
        insertNotice("IDENTIFICATION", "DELIVERED", approval, "IDENTIFIED", person, 1, null);
        assertThat(story.rows("notice")).isEqualTo(1);
    }

    @Test
    @DisplayName("F2 the database itself refuses a name before a delivered notice to the family of this person")
    void database_noNameBeforeTheFamily() {
        story.identified("I-001", person);
        long approval = approval();
        assertThatThrownBy(() -> insertNotice("NAME_RELEASE", "RELEASED", approval, "IDENTIFIED", person, 1, null))
                .isInstanceOf(DataAccessException.class);
        insertNotice("IDENTIFICATION", "NOT_REACHED", approval, "IDENTIFIED", person, 1, null);
        long missed = story.value("select max(id) from notice where reference = ?", Long.class);
        assertThatThrownBy(() -> insertNotice("NAME_RELEASE", "RELEASED", approval, "IDENTIFIED", person, 1, missed))
                .isInstanceOf(DataAccessException.class);
        insertNotice("IDENTIFICATION", "DELIVERED", approval, "IDENTIFIED", person, 1, null);
        long told = story.value("select max(id) from notice where reference = ?", Long.class);
        insertNotice("NAME_RELEASE", "RELEASED", approval, "IDENTIFIED", person, 1, told);
    }

    private long approval() {
        return story.value(
                "select max(id) from decision where reference = ? and stage = 'MEDICAL_EXAMINER'", Long.class);
    }

    private void insertNotice(
            String kind, String outcome, long approval, String disposition, String of, int cycle, Long told) {
        jdbc.sql(
                        """
                insert into notice (reference, subject, cycle, kind, person, outcome, given_on, given_by, approval_id, approval_stage,
                    approval_outcome, approval_disposition, approval_on, told_id, told_kind, told_outcome, told_on)
                values (:reference, :subject, :cycle, :kind, :person, :outcome, '2018-09-12', 'casualty-office-1', :approval,
                    'MEDICAL_EXAMINER', 'APPROVE', :disposition, '2018-09-12', :told, :toldKind, :toldOutcome, :toldOn)""")
                .param("reference", story.reference())
                .param("subject", story.key("I-001").toString())
                .param("cycle", cycle)
                .param("kind", kind)
                .param("person", of)
                .param("outcome", outcome)
                .param("approval", approval)
                .param("disposition", disposition)
                .param("told", told)
                .param("toldKind", told == null ? null : "IDENTIFICATION")
                .param("toldOutcome", told == null ? null : "DELIVERED")
                .param("toldOn", told == null ? null : LocalDate.parse("2018-09-12"))
                .update();
    }

    @Test
    @DisplayName("F4 several attempts are several rows; after the family is told there are no more")
    void attempts_areLogged() {
        story.identified("I-001", person);
        for (String day : List.of("2018-09-13", "2018-09-14")) {
            story.on(day)
                    .completeAt(
                            "I-001",
                            "casualty-office-1",
                            "NotifyFamily",
                            "outcome",
                            "NOT_REACHED",
                            "notifiedOn",
                            day,
                            "remarks",
                            "Nobody at the last address");
        }
        story.refuses(
                () -> story.completeAt(
                        "I-001",
                        "casualty-office-1",
                        "NotifyFamily",
                        "outcome",
                        "DELIVERED",
                        "notifiedOn",
                        "2018-09-13"),
                "before the attempt before it was made on 2018-09-14");
        story.told("I-001");

        assertThat(story.rows("notice")).isEqualTo(3);
        assertThatThrownBy(() -> notices.notifyFamily(
                        story.key("I-001"),
                        1,
                        new Attempt(Attempt.Outcome.DELIVERED, LocalDate.parse("2018-09-14"), null, null, false),
                        "casualty-office-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the family was told on 2018-09-14");
    }

    @Test
    @DisplayName("T7, I1 no candidate, finding, report or kin is in any engine table")
    void engineTables_holdNoPersonalData() {
        story.goneHome("I-001", person);

        for (String table : List.of(
                "act_ru_variable",
                "act_hi_varinst",
                "act_hi_detail",
                "act_hi_comment",
                "act_ru_task",
                "act_hi_taskinst")) {
            assertThat(jdbc.sql("select * from " + table).query().listOfRows())
                    .as(table)
                    .noneMatch(row -> holdsPersonalData(row));
        }
        assertThat(jdbc.sql("select name_, bytes_ from act_ge_bytearray where deployment_id_ is null")
                        .query((row, number) -> new String(row.getBytes("bytes_")))
                        .list())
                .noneMatch(bytes -> bytes.contains(person) || bytes.contains("Kin of the demo"));
    }

    private boolean holdsPersonalData(Map<String, Object> row) {
        return row.values().stream()
                .map(String::valueOf)
                .anyMatch(cell -> cell.contains(person)
                        || cell.contains("Kin of the demo")
                        || cell.contains("Report on")
                        || cell.equals("SUPPORTS")
                        || cell.equals("All findings fit"));
    }

    @Test
    @DisplayName(
            "T6 each cycle keeps its own decisions; what was told in the first is not told again for the second by itself")
    void cycles_keepTheirOwnDecisions() {
        story.goneHome("I-001", person)
                .on("2020-01-01")
                .sendTo("I-001", "historians-1", "EvidenceReceived", null, "evidence", "A file");

        assertThatThrownBy(() -> notices.notifyFamily(story.key("I-001"), 2, delivered(), "casualty-office-1"))
                .isInstanceOf(Refusal.class);
        assertThat(jdbc.sql("select distinct cycle from decision where subject = ? order by 1")
                        .param(story.key("I-001").toString())
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2);
    }
}
