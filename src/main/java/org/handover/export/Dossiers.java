package org.handover.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.handover.account.Accounts;
import org.handover.engine.ModelsUsed;
import org.handover.protocol.Protocols;
import org.handover.reading.CaseFiles;
import org.handover.reading.HandoverViews;
import org.handover.reading.LaboratoryViews;
import org.handover.reading.OperationViews;
import org.handover.reading.Page;
import org.handover.reading.RecordViews;
import org.handover.reading.Timeline;
import org.handover.reading.Told;
import org.handover.seal.Seals;
import org.handover.seal.SignedDigest;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything that the record has of a handover in one signed archive, as far as its reader may see it. It is made of the record alone, so it is
 * complete also when the engine has cleaned up its history.
 */
@Component
public class Dossiers {

    /** So many cases are read together: not each by itself, and not more than fit into memory. */
    private static final int AT_ONCE = 500;

    private final Exports exports;
    private final Seals seals;
    private final Told told;
    private final Accounts accounts;
    private final HandoverViews handovers;
    private final RecordViews record;
    private final OperationViews operations;
    private final LaboratoryViews laboratory;
    private final CaseFiles cases;
    private final Timeline timeline;
    private final Protocols protocols;
    private final ModelsUsed models;
    private final JdbcClient jdbc;

    Dossiers(
            Exports exports,
            Seals seals,
            Told told,
            Accounts accounts,
            HandoverViews handovers,
            RecordViews record,
            OperationViews operations,
            LaboratoryViews laboratory,
            CaseFiles cases,
            Timeline timeline,
            Protocols protocols,
            ModelsUsed models,
            JdbcClient jdbc) {
        this.exports = exports;
        this.seals = seals;
        this.told = told;
        this.accounts = accounts;
        this.handovers = handovers;
        this.record = record;
        this.operations = operations;
        this.laboratory = laboratory;
        this.cases = cases;
        this.timeline = timeline;
        this.protocols = protocols;
        this.models = models;
        this.jdbc = jdbc;
    }

    /** The dossier of a handover. */
    public void dossier(Reference handover, Reader reader, OutputStream out) throws IOException {
        SignedDigest last = seals.seal(handover);
        ArchiveWriter archive = exports.begin(last, told.of(handover), accounts.take(handover), reader, out);
        archive.json("timeline.json", timeline.of(handover, reader));
        archive.json("statements.json", accounts.said(handover));
        archive.json("talks.json", handovers.sessions(handover));
        archive.json("legs.json", handovers.legs(handover));
        archive.json("field-operations.json", operations.of(handover));
        archive.json("discrepancies.json", accounts.discrepancies(handover));
        archive.json("incidents.json", record.incidents(handover));
        archive.json("estimates.json", accounts.estimates(handover));
        archive.json("decisions.json", decisions(handover, reader));
        archive.json("containers.json", laboratory.containers(handover, reader));
        archive.json(
                "specimens.json",
                laboratory.specimens(handover, null, reader, Page.ALL).rows());
        archive.lines("cases.jsonl", line -> {
            List<String> all = individuals(handover);
            for (int i = 0; i < all.size(); i += AT_ONCE) {
                cases.of(handover, all.subList(i, Math.min(i + AT_ONCE, all.size())), reader)
                        .forEach(line::add);
            }
        });
        for (Locale language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            byte[] protocol = protocols.handover(handover, language);
            archive.file("protocol-%s.pdf".formatted(language.getLanguage()), file -> file.write(protocol));
        }
        models(archive, handover);
        exports.finish(archive, "DOSSIER", reader, last);
    }

    private List<String> individuals(Reference handover) {
        return jdbc.sql("select number from individual where reference = :reference order by length(number), number")
                .param("reference", handover.value())
                .query(String.class)
                .list();
    }

    /**
     * A decision that is not about a case; those stand with their case.
     *
     * @param about the item it is about within the handover; null for the handover itself
     * @param reason null also for a reader who may not see it
     */
    private record Decision(
            String about, String stage, String outcome, String reason, String decidedBy, LocalDate decidedOn) {}

    /** What was decided about an item may name somebody, or say what came with it. */
    private List<Decision> decisions(Reference handover, Reader reader) {
        boolean sees = reader.seesNames() && !reader.examinesBlind();
        return jdbc.sql(
                        """
                select d.* from decision d where d.reference = :reference
                and not exists (select 1 from individual i where i.reference = d.reference
                    and d.subject = i.reference || '/' || i.number)
                and (d.subject = d.reference or :blind = 0) order by d.id""")
                .param("reference", handover.value())
                .param("blind", reader.examinesBlind() ? 1 : 0)
                .query((row, number) -> {
                    String subject = row.getString("subject");
                    boolean whole = subject.equals(handover.value());
                    return new Decision(
                            whole ? null : subject.substring(handover.value().length() + 1),
                            row.getString("stage"),
                            row.getString("outcome"),
                            whole || sees ? row.getString("reason") : null,
                            row.getString("decided_by"),
                            row.getObject("decided_on", LocalDate.class));
                })
                .list();
    }

    /** @param file its name in the archive; null when its deployment is gone */
    private record Model(String model, Integer version, String tag, Instant firstUsed, String file) {}

    private void models(ArchiveWriter archive, Reference handover) throws IOException {
        List<ModelsUsed.Used> used = models.of(handover);
        archive.json(
                "models.json",
                used.stream()
                        .map(each -> new Model(each.model(), each.version(), each.tag(), each.firstUsed(), file(each)))
                        .toList());
        for (ModelsUsed.Used each : used) {
            if (each.xml() != null) {
                archive.file(file(each), file -> file.write(each.xml()));
            }
        }
    }

    private static String file(ModelsUsed.Used used) {
        return used.xml() == null ? null : "models/%s-%d.%s".formatted(used.model(), used.version(), used.type());
    }
}
