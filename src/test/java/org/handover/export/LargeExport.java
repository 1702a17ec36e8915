package org.handover.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.handover.custody.Act;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.database.H2;
import org.handover.seal.Seals;
import org.handover.seal.Signing;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;

/** An export as large as one wishes. */
public final class LargeExport {

    private LargeExport() {}

    /** Writes an export with so many events, five an item, signed by a key of its own. */
    public static void write(Path file, int events) throws Exception {
        DataSource database = H2.fresh();
        Reference reference = Ledger.open(database, "BIG-2019-01");
        var ledger = new Ledger(database).custody();
        var items = new ArrayList<ItemKey>();
        for (int number = 1; number <= events / 5; number++) {
            items.add(reference.item("C-%04d".formatted(number)));
        }
        Seals seals = Signing.seals(database, Signing.keys(Signing.keyStore()));
        ledger.take(items, Ledger.COUNTERPARTY, Holder.UNC, on("2019-07-27"));
        ledger.transfer(items, Holder.UNC, Holder.airlift("M-1"), on("2019-07-28"));
        seals.seal(reference);
        ledger.transfer(items, Holder.airlift("M-1"), Holder.LABORATORY, on("2019-07-29"));
        ledger.handle(items, Act.MOVED, on("2019-07-30"));
        seals.seal(reference);
        ledger.handle(items, Act.MOVED, on("2019-07-31"));
        var reader = new Reader("observers-1", Set.of(Groups.OBSERVERS));
        try (var out = Files.newOutputStream(file)) {
            new Exports(seals, null, null, new ObjectMapper().findAndRegisterModules())
                    .write(seals.seal(reference), Set.of(), Map.of("account", "none"), reader, out);
        }
    }

    private static Handling on(String date) {
        return Handling.on(LocalDate.parse(date), Place.HICKAM.zone(), "HICKAM", "releaser", "receiver", "moved on");
    }
}
