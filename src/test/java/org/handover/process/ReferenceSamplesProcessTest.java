package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.handover.person.Kinship;
import org.handover.person.Marker;
import org.handover.person.ReferenceSample;
import org.handover.person.ReferenceSamples;
import org.handover.reading.CaseFile;
import org.handover.reading.CaseFiles;
import org.handover.reading.LaboratoryOverview;
import org.handover.reading.MissingReferences;
import org.handover.reading.Page;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What relatives gave for comparison, and cases whose DNA nobody can be compared with. */
@ProcessTest
class ReferenceSamplesProcessTest {

    private static final Reader HISTORIAN = new Reader("historians-2", Set.of(Groups.HISTORIANS));
    private static final Reader OBSERVER = new Reader("observers-1", Set.of(Groups.OBSERVERS));
    private static final Reader SCIENTIST = new Reader("scientists-3", Set.of(Groups.SCIENTISTS));

    @Autowired
    private ReferenceSamples samples;

    @Autowired
    private CaseFiles files;

    @Autowired
    private LaboratoryOverview laboratory;

    @Autowired
    private MissingReferences missing;

    @Autowired
    private JdbcClient jdbc;

    private LaboratoryStory story;
    private String person;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).cases(2).on("2018-09-12");
        person = story.reference() + "-P1";
    }

    private ReferenceSample given(Kinship kinship, Object... fields) {
        return samples.add(person, sample(kinship, fields), "casualty-office-1");
    }

    private static Map<String, Object> sample(Kinship kinship, Object... fields) {
        return Story.with(
                Map.of(
                        "donor",
                        "A relative of the demo",
                        "kinship",
                        kinship.name(),
                        "markers",
                        "MTDNA",
                        "consentOn",
                        "2018-09-01",
                        "receivedOn",
                        "2018-09-03"),
                fields);
    }

    private List<CaseFile.MissingReference> waits(Reader reader) {
        return files.of(new Reference(story.reference()), "I-001", reader).missingReferences();
    }

    private int waiting(String test) {
        return laboratory.figures(new Reference(story.reference())).dna().stream()
                .filter(each -> each.test().equals(test))
                .mapToInt(LaboratoryOverview.Dna::withoutReference)
                .sum();
    }

    @Test
    @DisplayName("No reference is a visible reason to wait, until a relative's sample with consent informs the test")
    void candidateWithoutAReference() {
        story.selected("I-001", "MTDNA,HISTORY");
        assertThat(waits(HISTORIAN)).as("nobody to compare with yet").isEmpty();

        story.examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person);
        assertThat(waits(HISTORIAN)).containsExactly(new CaseFile.MissingReference("MTDNA", person));
        assertThat(waits(OBSERVER))
                .as("whom, is for few")
                .containsExactly(new CaseFile.MissingReference("MTDNA", null));
        assertThat(List.of(waiting("MTDNA"), waiting("YSTR"))).containsExactly(1, 0);
        assertThat(missing.list(Page.ALL).rows())
                .contains(new MissingReferences.Missing(story.key("I-001").toString(), "MTDNA", person));

        given(Kinship.FATHER, "markers", "YSTR,AUSTR");
        assertThat(waits(HISTORIAN))
                .as("a father says nothing of the mother's line")
                .hasSize(1);
        ReferenceSample sister = given(Kinship.SISTER);
        assertThat(waits(HISTORIAN)).isEmpty();
        assertThat(waiting("MTDNA")).isZero();

        samples.withdraw(person, sister.number(), Map.of("withdrawnOn", "2018-09-10"), "casualty-office-2");
        assertThat(waits(HISTORIAN)).as("without consent it informs nothing").hasSize(1);
        assertThat(samples.of(person))
                .extracting(ReferenceSample::kinship, each -> String.valueOf(each.withdrawnOn()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kinship.FATHER, "null"),
                        org.assertj.core.groups.Tuple.tuple(Kinship.SISTER, "2018-09-10"));
    }

    @Test
    @DisplayName(
            "I10 a case that waits for a reference goes on: a result of the test ends the wait, and so does an exclusion")
    void waitingHoldsNothingUp() {
        story.selected("I-001", "MTDNA,HISTORY,CHEST_RADIOGRAPH")
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person)
                .cut("I-001");
        assertThat(waits(HISTORIAN)).hasSize(1);
        story.examinedLine("I-001", "ExamineChestRadiograph", "EXCLUDES", "candidate", person);
        assertThat(waits(HISTORIAN)).as("who is excluded is not compared").isEmpty();
        story.examinedLine("I-001", "RecordDnaResult", "NOT_POSSIBLE").joined("I-001");

        assertThat(story.open("I-001")).containsExactly("ProposeDisposition");
        story.selected("I-002", "YSTR,HISTORY")
                .examinedLine("I-002", "ExamineHistory", "SUPPORTS", "candidate", person)
                .cut("I-002");
        assertThat(waiting("YSTR")).isEqualTo(1);
        story.examinedLine("I-002", "RecordDnaResult", "INCONCLUSIVE");
        assertThat(waiting("YSTR"))
                .as("a profile that nobody was compared with")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("I1 whoever examines blind does not learn from a missing reference that there is a candidate")
    void blind() {
        story.selected("I-001", "ANTHROPOLOGY,MTDNA,HISTORY")
                .examinedLine("I-001", "ExamineHistory", "SUPPORTS", "candidate", person);
        assertThat(waits(SCIENTIST)).isEmpty();

        story.examinedLine("I-001", "ExamineAnthropology", "SUPPORTS");
        assertThat(waits(SCIENTIST)).containsExactly(new CaseFile.MissingReference("MTDNA", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOTHER            | markers=YSTR                | markers: MOTHER informs MTDNA, AUSTR, not YSTR",
                "SON               | markers=MTDNA,YSTR          | markers: SON informs YSTR, AUSTR, not MTDNA",
                "MATERNAL_RELATIVE | markers=MTDNA,AUSTR         | markers: MATERNAL_RELATIVE informs MTDNA, not AUSTR",
                "BROTHER           | markers=                    | markers: is missing; this sample can inform MTDNA, YSTR, AUSTR",
                "MOTHER            | markers=HAIR                | markers: 'HAIR' is none of MTDNA, YSTR, AUSTR",
                "MOTHER            | kinship=AUNT                | kinship: 'AUNT' is none of",
                "MOTHER            | donor=                      | donor: is missing",
                "MOTHER            | consentOn=                  | consentOn: is missing",
                "MOTHER            | consentOn=2018-09-04        | consentOn: 2018-09-04 is after the sample was received on 2018-09-03",
                "MOTHER            | receivedOn=2999-01-01       | receivedOn: 2999-01-01 lies in the future",
                "MOTHER            | address=A street            | address: is unknown here"
            })
    void sample_isRefused(Kinship kinship, String field, String words) {
        int before = jdbc.sql("select count(*) from reference_sample")
                .query(Integer.class)
                .single();
        var fields = new HashMap<>(sample(kinship));
        int equals = field.indexOf('=');
        fields.put(field.substring(0, equals), field.substring(equals + 1));

        assertThatThrownBy(() -> samples.add(person, fields, "casualty-office-1"))
                .hasMessageContaining(words);

        assertThat(jdbc.sql("select count(*) from reference_sample")
                        .query(Integer.class)
                        .single())
                .isEqualTo(before);
    }

    @Test
    @DisplayName("T7 a name is no id of a person, and is not repeated in the refusal")
    void nameForAnId() {
        assertThatThrownBy(() -> samples.add("Somebody's Name", sample(Kinship.MOTHER), "casualty-office-1"))
                .hasMessageContaining("person: is not the id of a person")
                .message()
                .doesNotContain("Somebody");
    }

    @Test
    void consent_isWithdrawnOnce_andNotBeforeItWasGiven() {
        String number = given(Kinship.MOTHER).number();

        assertThatThrownBy(() ->
                        samples.withdraw(person, number, Map.of("withdrawnOn", "2018-08-31"), "casualty-office-1"))
                .hasMessageContaining("withdrawnOn: 2018-08-31 is before the consent of 2018-09-01");
        assertThatThrownBy(() -> samples.withdraw(person, "FR-9999999", Map.of(), "casualty-office-1"))
                .hasMessageContaining("has no reference sample FR-9999999");
        ReferenceSample withdrawn = samples.withdraw(person, number, Map.of(), "casualty-office-1");
        assertThat(samples.withdraw(person, number, Map.of(), "casualty-office-1"))
                .as("sent twice")
                .isEqualTo(withdrawn);
        assertThatThrownBy(() -> samples.withdraw(person, number, Map.of(), "casualty-office-2"))
                .hasMessageContaining("its consent was withdrawn on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update reference_sample set donor = 'x'",
                "delete from reference_sample",
                "update reference_marker set marker = 'YSTR'",
                "delete from reference_withdrawal"
            })
    @DisplayName("C4 what was recorded of a reference sample is only added to, in the database itself")
    void rowsAreOnlyAdded(String change) {
        ReferenceSample sample = given(Kinship.MOTHER);
        samples.withdraw(person, sample.number(), Map.of(), "casualty-office-1");

        assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("append-only");
    }

    @Test
    @DisplayName("T7 no donor is in any engine table")
    void donor_isInNoEngineTable() {
        given(Kinship.MOTHER, "donor", "Donor Of The Demo");

        for (String column : List.of("act_ru_variable.text_", "act_hi_varinst.text_", "act_hi_detail.text_")) {
            String table = column.substring(0, column.indexOf('.'));
            assertThat(jdbc.sql("select count(*) from " + table + " where text_ like '%Donor Of The Demo%'")
                            .query(Integer.class)
                            .single())
                    .as(column)
                    .isZero();
        }
        assertThat(given(Kinship.SISTER).withoutDonor().donor()).isNull();
        assertThat(given(Kinship.SISTER).markers()).containsExactly(Marker.MTDNA);
    }
}
