package org.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.handover.custody.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** What families and the public may be told is a rule of the database too, whoever writes to it. */
abstract class NoticeRulesContract {

    private static int number;

    private JdbcClient jdbc;
    private String reference;
    private String subject;
    private long approved;

    /** The same database for every test of a class. */
    abstract DataSource database();

    @BeforeEach
    void approvedOn17September() {
        jdbc = JdbcClient.create(database());
        reference = "NOT-2018-%03d".formatted(++number);
        subject = reference + "/I-001";
        Ledger.open(database(), reference);
        for (String person : List.of("-P1", "-P2")) {
            jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                    .param(reference + person)
                    .update();
        }
        approved = decision("MEDICAL_EXAMINER", "APPROVE", "2018-09-17");
    }

    @Test
    @DisplayName("F1 F2 X8 approved, then told, then named")
    void approvedThenToldThenNamed() {
        long told = notice(identification(approved, "2018-09-18"));
        notice(nameRelease(told, "2018-09-18", "2018-09-20"));

        assertThat(jdbc.sql("select count(*) from notice where reference = ?")
                        .param(reference)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("F1 no notice without any approval")
    void noNoticeWithoutApproval() {
        refused(with(identification(approved, "2018-09-18"), "approval_id", approved + 1000));
        refused(with(identification(approved, "2018-09-18"), "approval_id", null));
    }

    @Test
    @DisplayName("F1 no notice on what the medical examiner sent back")
    void noNoticeOnAReturn() {
        long returned = decision("MEDICAL_EXAMINER", "RETURN", "2018-09-17");

        refused(identification(returned, "2018-09-18"));
        refused(with(identification(returned, "2018-09-18"), "approval_outcome", "RETURN"));
    }

    @Test
    @DisplayName("F1 no notice on a review in place of the medical examiner's approval")
    void noNoticeOnAReview() {
        long reviewed = decision("REVIEW", "CONCUR", "2018-09-17");

        refused(identification(reviewed, "2018-09-18"));
        refused(with(
                with(identification(reviewed, "2018-09-18"), "approval_stage", "REVIEW"),
                "approval_outcome",
                "CONCUR"));
    }

    @Test
    @DisplayName("F1 no notice on another individual's approval")
    void noNoticeOnAnothersApproval() {
        refused(with(identification(approved, "2018-09-18"), "subject", reference + "/I-002"));
    }

    @Test
    @DisplayName(
            "F1 no notice of another person than the approved one, nor of another disposition, nor of another cycle")
    void noNoticeOfAnotherPerson() {
        refused(with(identification(approved, "2018-09-18"), "person", reference + "-P2"));
        refused(with(identification(approved, "2018-09-18"), "cycle", 2));
        long partner = decision("MEDICAL_EXAMINER", "APPROVE", "PARTNER_NAMED", "2018-09-17");
        refused(identification(partner, "2018-09-18"));
        refused(with(identification(partner, "2018-09-18"), "approval_disposition", "PARTNER_NAMED"));
        refused(with(identification(partner, "2018-09-18"), "approval_disposition", null));
    }

    @Test
    @DisplayName("X8 no notice dated before its approval")
    void noNoticeBeforeItsApproval() {
        refused(identification(approved, "2018-09-16"));
        refused(with(identification(approved, "2018-09-16"), "approval_on", LocalDate.parse("2018-09-15")));
    }

    @Test
    @DisplayName("F2 no name before the family was told")
    void noNameBeforeTheFamilyWasTold() {
        refused(with(nameRelease(approved, "2018-09-18", "2018-09-20"), "told_id", null));
        refused(nameRelease(-1, "2018-09-18", "2018-09-20"));
    }

    @Test
    @DisplayName("F2 no name on a family that was not reached")
    void noNameOnAFamilyThatWasNotReached() {
        long missed = notice(with(identification(approved, "2018-09-18"), "outcome", "NOT_REACHED"));

        refused(nameRelease(missed, "2018-09-18", "2018-09-20"));
        refused(with(nameRelease(missed, "2018-09-18", "2018-09-20"), "told_outcome", "NOT_REACHED"));
    }

    @Test
    @DisplayName("X8 no name dated before the notice")
    void noNameBeforeTheNotice() {
        long told = notice(identification(approved, "2018-09-18"));

        refused(nameRelease(told, "2018-09-18", "2018-09-17"));
        refused(nameRelease(told, "2018-09-17", "2018-09-17"));
    }

    @Test
    @DisplayName("F3 an object's notice has an approval of its own")
    void objectsNoticeHasItsOwnApproval() {
        long own = decision("NOTICE_APPROVAL", "APPROVE", "2018-07-31");
        var notice = with(identification(own, "2018-08-01"), "kind", "MATERIAL_EVIDENCE");
        notice.put("approval_stage", "NOTICE_APPROVAL");
        notice.put("wording", "Nobody has been identified.");
        notice.put("approval_on", LocalDate.parse("2018-07-31"));
        notice(notice);

        refused(with(identification(approved, "2018-09-18"), "kind", "MATERIAL_EVIDENCE"));
        refused(with(notice, "kind", "IDENTIFICATION"));
        refused(with(notice, "wording", null));
    }

    @ParameterizedTest
    @DisplayName("C4 X9 what was said, decided, found and told is only added")
    @CsvSource({
        "statement, amount",
        "decision, reason",
        "evidence, report",
        "notice, remarks",
        "exclusion_resolution, decision_id",
        "family_receipt, receipt"
    })
    void rowsAreOnlyAdded(String table, String column) {
        notice(identification(approved, "2018-09-18"));
        seedStatementAndEvidence();
        seedResolutionAndReceipt();

        for (String change :
                List.of("update %s set %s = %s".formatted(table, column, column), "delete from " + table)) {
            assertThatThrownBy(() -> jdbc.sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageMatching("(?s).*(append-only|permission denied).*");
        }
    }

    private void seedStatementAndEvidence() {
        jdbc.sql(
                        """
                insert into statement (reference, speaker, kind, qualifier, said_on, said_text, recorded_by)
                values (?, 'DPRK', 'PLEDGED', 'NO_NUMBER', '2018-06-12', 'thousands and thousands', 'negotiators-1')""")
                .param(reference)
                .update();
        jdbc.sql("insert into individual (reference, number, cycle, case_state) values (?, 'I-001', 1, 'OPEN')")
                .param(reference)
                .update();
        jdbc.sql(
                        """
                insert into evidence (reference, individual, cycle, line, finding, report, examined_by, examined_on)
                values (?, 'I-001', 1, 'ODONTOLOGY', 'EXCLUDES', 'report', 'scientists-1', date '2018-09-01')""")
                .param(reference)
                .update();
    }

    private void seedResolutionAndReceipt() {
        jdbc.sql("insert into exclusion_resolution (evidence_id, decision_id) select max(id), :decision from evidence")
                .param("decision", approved)
                .update();
        jdbc.sql(
                        """
                insert into family_receipt (reference, individual, cycle, receipt, received_by, returned_on, returned_by)
                values (?, 'I-001', 1, 'R-1', 'a sister', date '2018-10-01', 'casualty-office-1')""")
                .param(reference)
                .update();
    }

    private Map<String, Object> identification(long approval, String on) {
        var notice = new HashMap<String, Object>();
        notice.put("subject", subject);
        notice.put("kind", "IDENTIFICATION");
        notice.put("outcome", "DELIVERED");
        notice.put("given_on", LocalDate.parse(on));
        notice.put("approval_id", approval);
        notice.put("approval_stage", "MEDICAL_EXAMINER");
        notice.put("approval_outcome", "APPROVE");
        notice.put("approval_disposition", "IDENTIFIED");
        notice.put("approval_on", LocalDate.parse("2018-09-17"));
        notice.put("person", reference + "-P1");
        notice.put("cycle", 1);
        notice.put("wording", null);
        notice.put("told_id", null);
        notice.put("told_kind", null);
        notice.put("told_outcome", null);
        notice.put("told_on", null);
        return notice;
    }

    private Map<String, Object> nameRelease(long told, String toldOn, String on) {
        var notice = identification(approved, on);
        notice.put("kind", "NAME_RELEASE");
        notice.put("outcome", "RELEASED");
        notice.put("told_id", told);
        notice.put("told_kind", "IDENTIFICATION");
        notice.put("told_outcome", "DELIVERED");
        notice.put("told_on", LocalDate.parse(toldOn));
        return notice;
    }

    private static Map<String, Object> with(Map<String, Object> notice, String column, Object value) {
        var changed = new HashMap<>(notice);
        changed.put(column, value);
        return changed;
    }

    private void refused(Map<String, Object> notice) {
        assertThatThrownBy(() -> notice(notice)).isInstanceOf(DataIntegrityViolationException.class);
    }

    private long notice(Map<String, Object> notice) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                insert into notice (reference, subject, cycle, kind, person, outcome, given_on, given_by, approval_id,
                    approval_stage, approval_outcome, approval_disposition, approval_on, wording, told_id, told_kind, told_outcome,
                    told_on)
                values (:reference, :subject, :cycle, :kind, :person, :outcome, :given_on, 'casualty-office-1', :approval_id,
                    :approval_stage, :approval_outcome, :approval_disposition, :approval_on, :wording, :told_id, :told_kind,
                    :told_outcome, :told_on)""")
                .params(notice)
                .param("reference", reference)
                .update(key, "id");
        return key.getKey().longValue();
    }

    private long decision(String stage, String outcome, String on) {
        return decision(stage, outcome, "IDENTIFIED", on);
    }

    private long decision(String stage, String outcome, String disposition, String on) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                insert into decision (reference, subject, cycle, stage, outcome, disposition, person, decided_by, decided_on)
                values (:reference, :subject, 1, :stage, :outcome, :disposition, :person, 'medical-examiners-1', :on)""")
                .param("disposition", disposition)
                .param("person", reference + "-P1")
                .param("reference", reference)
                .param("subject", subject)
                .param("stage", stage)
                .param("outcome", outcome)
                .param("on", LocalDate.parse(on))
                .update(key, "id");
        return key.getKey().longValue();
    }
}
