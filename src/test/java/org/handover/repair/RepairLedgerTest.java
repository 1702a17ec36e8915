package org.handover.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.Test;

class RepairLedgerTest {

    private static final DataSource DATABASE = H2.fresh();

    @Test
    void databaseHoldsThem() {
        RepairRules.hold(DATABASE);
    }

    @Test
    void samePerson_isRefused_andADoneOneIsNotDoneAgain() {
        Reference reference = Ledger.open(DATABASE, "REP-2018-02");
        Repairs.done(DATABASE, reference);
        RepairLedger ledger = Repairs.ledger(DATABASE);
        RepairEvent proposal = ledger.find(reference, 1).orElseThrow();

        assertThatThrownBy(() -> ledger.done(reference, proposal, "operators-1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another operator approves it");
        assertThatThrownBy(() -> ledger.done(reference, proposal, "operators-3"))
                .isInstanceOf(Refusal.class);

        RepairLedger.Page page = ledger.proposals(null, reference.value(), 0, 10);
        assertThat(page.count()).isEqualTo(1);
        assertThat(page.proposals().get(0).approvedBy()).isEqualTo("operators-2");
    }
}
