package org.handover.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.handover.custody.Ledger;
import org.handover.vocabulary.Reference;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database holds of repairs by itself, told in plain SQL. */
public final class RepairRules {

    private static final String COLUMNS =
            "reference, number, act, proposal, proposed_act, proposed_by, instance, subject, process, kind,"
                    + " from_element, to_element, reason, found, effects, acted_by, at, prev_number, prev_hash, hash";

    private RepairRules() {}

    /** A row that fits, with some of its values replaced. */
    private static void copy(DataSource database, Reference reference, int number, String... replaced) {
        var values = new LinkedHashMap<String, String>();
        List.of(COLUMNS.split(", ")).forEach(column -> values.put(column, column));
        for (int i = 0; i < replaced.length; i += 2) {
            values.put(replaced[i], replaced[i + 1]);
        }
        JdbcClient.create(database)
                .sql("insert into repair (%s) select %s from repair where reference = ? and number = ?"
                        .formatted(COLUMNS, String.join(", ", values.values())))
                .params(reference.value(), number)
                .update();
    }

    /** @param database with the record's tables */
    public static void hold(DataSource database) {
        Reference reference = Ledger.open(database, "REP-2018-01");
        RepairEvent done = Repairs.done(database, reference);
        RepairEvent open = Repairs.ledger(database)
                .propose(
                        reference,
                        done.order(),
                        reference.value(),
                        "handover",
                        "Again",
                        "f".repeat(64),
                        "gone: nothing",
                        "operators-1");
        String[] fits = {
            "number",
            "4",
            "proposal",
            "3",
            "prev_number",
            "3",
            "prev_hash",
            "'%s'".formatted(open.hash()),
            "hash",
            "'x'"
        };
        String[][] misfits = {
            {"acted_by", "'operators-1'"},
            {"acted_by", "'Operators-1'"},
            {"acted_by", "'operators-3'", "proposed_by", "'operators-2'"},
            {"proposed_by", "null"},
            {"proposal", "null"},
            {"proposal", "1"},
            {"proposal", "2"},
            {"proposal", "7"},
            {"proposed_act", "'DONE'"},
            {"instance", "'another'"},
            {"kind", "'DELETE'"},
            {"kind", "'SKIP'"},
            {"number", "5"},
            {"number", "3"},
            {"prev_hash", "'%s'".formatted(done.hash())},
            {"prev_number", "2"}
        };
        for (String[] misfit : misfits) {
            String[] row = fits.clone();
            var all = new ArrayList<>(List.of(row));
            all.addAll(List.of(misfit));
            assertThatThrownBy(() -> copy(database, reference, 2, all.toArray(String[]::new)))
                    .as(String.join(" = ", misfit))
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        copy(database, reference, 2, fits);
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from repair where reference = ?")
                        .param(reference.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }
}
