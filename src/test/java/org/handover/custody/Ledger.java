package org.handover.custody;

import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The custody ledger on a test's own database. */
public class Ledger {

    public static final Holder COUNTERPARTY = Holder.counterparty("DPRK");

    private final Custody custody;

    public Ledger(DataSource database) {
        this.custody = new Custody(JdbcClient.create(database), new JdbcTemplate(database));
    }

    public Custody custody() {
        return custody;
    }

    /** Takes an item from the counterparty and hands it on until the last of the holders has it. */
    public void bring(String item, Holder... holders) {
        List<ItemKey> items = List.of(ItemKey.parse(item));
        Holder from = COUNTERPARTY;
        LocalDate on = LocalDate.of(2018, 7, 27);
        for (Holder to : holders) {
            var how = Handling.on(on, Place.OSAN.zone(), "OSAN", "releaser", "receiver", "test");
            if (from.equals(COUNTERPARTY)) {
                custody.take(items, from, to, how);
            } else {
                custody.transfer(items, from, to, how);
            }
            from = to;
            on = on.plusDays(1);
        }
    }

    /** Inserts the handover every row of the record belongs to. */
    public static Reference open(DataSource database, String reference) {
        JdbcClient.create(database)
                .sql(
                        """
                insert into handover (reference, phase, counterparty, pledged_on, pledged_by, opened_by)
                values (?, 'TALKS', 'DPRK', date '2018-06-12', 'The counterparty''s leader', 'negotiators-1')""")
                .param(reference)
                .update();
        return new Reference(reference);
    }
}
