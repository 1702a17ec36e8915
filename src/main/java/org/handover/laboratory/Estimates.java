package org.handover.laboratory;

import java.time.LocalDate;
import java.util.List;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many individuals a handover's remains are thought to be, each version with its date, method and author. Never a count (rule N6). */
@Repository
class Estimates {

    private enum Kind {
        STATED,
        /** The smallest number of individuals. */
        MNI,
        /** The most likely number of individuals. */
        MLNI
    }

    private final JdbcClient jdbc;
    private final Specimens specimens;

    Estimates(JdbcClient jdbc, Specimens specimens) {
        this.jdbc = jdbc;
        this.specimens = specimens;
    }

    /** Adds what the author of a grouping says. */
    void state(Reference reference, int individuals, String method, String author, LocalDate on) {
        add(reference, Kind.STATED, individuals, method, null, author, on);
    }

    /**
     * Adds what can be computed from the verified inventories and the pairs found: the smallest number, and the most likely one when
     * pairs were found. Adds nothing when nothing can be counted.
     *
     * @param method how the pairs were found
     */
    void compute(Reference reference, String method, String author, LocalDate on) {
        List<Commingling.Bone> bones = Commingling.bones(specimens.of(reference));
        Commingling.minimum(bones)
                .ifPresent(bone -> add(
                        reference,
                        Kind.MNI,
                        bone.minimum(),
                        shortened("MNI, the greatest L + R - P of any bone; " + method),
                        bone.words(),
                        author,
                        on));
        Commingling.mostLikely(bones)
                .ifPresent(bone -> add(
                        reference,
                        Kind.MLNI,
                        bone.mostLikely().orElseThrow(),
                        shortened("MLNI, the greatest (L + 1)(R + 1)/(P + 1) - 1 of any bone with pairs; " + method),
                        bone.words(),
                        author,
                        on));
    }

    private void add(
            Reference reference, Kind kind, int individuals, String method, String basis, String author, LocalDate on) {
        jdbc.sql(
                        """
                insert into count_estimate (reference, kind, individuals, method, basis, author, estimated_on)
                values (:reference, :kind, :individuals, :method, :basis, :author, :on)""")
                .param("reference", reference.value())
                .param("kind", kind.name())
                .param("individuals", individuals)
                .param("method", method)
                .param("basis", basis == null ? null : shortened(basis))
                .param("author", author)
                .param("on", on)
                .update();
    }

    private static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 399) + "…" : text;
    }
}
