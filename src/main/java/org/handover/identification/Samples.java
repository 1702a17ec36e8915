package org.handover.identification;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.database.ReadOnce;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Individuals;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimen;
import org.handover.laboratory.Specimens;
import org.handover.pledge.Handovers;
import org.handover.transfer.Discrepancies;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** DNA samples: numbered within the handover, cut, sent, and reported (rules C6, C7, I10, X15). A request carries no name. */
@Service
public class Samples {

    private static final String ONE = " where reference = :reference and number = :number";

    private static final String TABLE = "sample";

    private final JdbcClient jdbc;
    private final Handovers handovers;
    private final Specimens specimens;
    private final Individuals individuals;
    private final Custody custody;
    private final Discrepancies discrepancies;
    private final RecordClock clock;
    private final BigDecimal tolerance;

    Samples(
            JdbcClient jdbc,
            Handovers handovers,
            Specimens specimens,
            Individuals individuals,
            Custody custody,
            Discrepancies discrepancies,
            RecordClock clock,
            @Value("${handover.laboratory.mass-tolerance}") BigDecimal tolerance) {
        this.jdbc = jdbc;
        this.handovers = handovers;
        this.specimens = specimens;
        this.individuals = individuals;
        this.custody = custody;
        this.discrepancies = discrepancies;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /** The samples of an individual, of all its cycles. */
    public List<Sample> of(ItemKey individual) {
        return ReadOnce.of(TABLE, individual, () -> jdbc.sql(
                        "select * from sample where reference = :reference and individual = :individual order by length(number), number")
                .param("reference", individual.reference().value())
                .param("individual", individual.number())
                .query(Samples::sample)
                .list());
    }

    /**
     * Gives the next sample of the handover its number. Another sample for a test that was made before takes more of the remains: it needs
     * a reason and the approval of the one who selects it.
     *
     * @param reason null when there is none
     * @throws Refusal when this would repeat a test without a reason
     */
    void allocate(Individual individual, Line test, String reason, String actor) {
        Reference reference = individual.key().reference();
        handovers.lock(reference);
        String repeats = of(individual.key()).stream()
                .filter(sample -> sample.test() == test && sample.cutBy() != null)
                .map(sample -> sample.key().number())
                .reduce((earlier, later) -> later)
                .orElse(null);
        if (repeats != null && reason == null) {
            throw new Refusal(
                    "remarks: is missing; %s was cut for %s before, say why more of the remains is to be used up"
                            .formatted(repeats, test));
        }
        // The last one by its index: how many there are would take longer with every sample.
        int number = jdbc.sql(
                                """
                        select seq from sample where reference = :reference and seq is not null
                        order by reference desc, seq desc fetch first row only""")
                        .param("reference", reference.value())
                        .query(Integer.class)
                        .optional()
                        .orElse(0)
                + 1;
        ReadOnce.forget(TABLE);
        jdbc.sql(
                        """
                insert into sample (reference, number, seq, individual, cycle, test, repeats, approved_by, approval)
                values (:reference, :number, :seq, :individual, :cycle, :test, :repeats, :approvedBy, :approval)""")
                .param("reference", reference.value())
                .param("number", "S-%04d".formatted(number))
                .param("seq", number)
                .param("individual", individual.key().number())
                .param("cycle", individual.cycle())
                .param("test", test.name())
                .param("repeats", repeats)
                .param("approvedBy", repeats == null ? null : actor)
                .param("approval", repeats == null ? null : reason)
                .update();
    }

    /** @param index from 0, among the samples of the present case that are still to be cut */
    Sample toCut(Individual individual, int index) {
        return of(individual.key()).stream()
                .filter(sample -> sample.cycle() == individual.cycle() && sample.cutBy() == null)
                .skip(index)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s has no sample number %d to cut".formatted(individual.key(), index + 1)));
    }

    /**
     * Cuts a sample and sends it to the DNA laboratory.
     *
     * @param specimen number of the specimen, e.g. {@code C-07/12}, its whole key when it came with another handover; null for the first of
     *     the individual
     * @param massBefore mass of the specimen in grams
     * @param massAfter mass of the specimen in grams
     * @param requestedOn null for today
     * @return the local date of the request
     * @throws Refusal when the specimen is not of this individual or not in the laboratory, or it would weigh more than is left of it
     *     (C7), or the one who approved a further sample would cut it
     */
    LocalDate cut(
            ItemKey individual,
            String number,
            String specimen,
            BigDecimal massBefore,
            BigDecimal massAfter,
            LocalDate requestedOn,
            String actor) {
        LocalDate day = clock.dayOf("requestedOn", requestedOn, Laboratory.ZONE);
        if (massAfter.compareTo(massBefore) >= 0) {
            throw new Refusal("massAfter: %s is not below massBefore %s; a cut takes something away"
                    .formatted(massAfter.toPlainString(), massBefore.toPlainString()));
        }
        refuseApprover(individual, number, actor);
        Specimen parent = parent(individual, specimen);
        String called = parent.numberIn(individual.reference());
        refuseMoreThanIsLeft(parent, called, massBefore);
        ItemKey key = individual.reference().item(number);
        ReadOnce.forget(TABLE);
        jdbc.sql(
                        """
                update sample set specimen_reference = :specimenReference, container = :container, designator = :designator,
                mass_before = :before, mass_after = :after, cut_by = :actor, requested_on = :on"""
                                + ONE)
                .param("specimenReference", parent.reference().value())
                .param("container", parent.container())
                .param("designator", parent.designator())
                .param("before", massBefore)
                .param("after", massAfter)
                .param("actor", actor)
                .param("on", day)
                .param("reference", key.reference().value())
                .param("number", number)
                .update();
        custody.inherit(Map.of(key, parent.key()), handling(day, actor, actor, "Cut from " + called));
        custody.transfer(
                List.of(key),
                Holder.LABORATORY,
                Holder.DNA_LABORATORY,
                handling(day, actor, "DNA laboratory", "DNA test"));
        if (massAfter.signum() == 0) {
            specimens.consume(parent, day);
        }
        return day;
    }

    private void refuseApprover(ItemKey individual, String number, String actor) {
        of(individual).stream()
                .filter(sample -> sample.key().number().equals(number) && actor.equals(sample.approvedBy()))
                .findFirst()
                .ifPresent(sample -> {
                    throw new Refusal("%s approved that %s is cut as a further sample; another person cuts it"
                            .formatted(actor, number));
                });
    }

    private Specimen parent(ItemKey individual, String number) {
        List<Specimen> own = specimens.ofIndividual(individual).stream()
                .filter(it -> it.consumedOn() == null)
                .toList();
        Specimen parent = own.stream()
                .filter(it ->
                        number == null || it.numberIn(individual.reference()).equals(number))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        number == null
                                ? "specimen: %s has no specimen left to cut".formatted(individual)
                                : "specimen: %s has no specimen %s to cut; it has %s"
                                        .formatted(
                                                individual,
                                                number,
                                                own.isEmpty()
                                                        ? "none"
                                                        : String.join(
                                                                ", ",
                                                                own.stream()
                                                                        .map(it -> it.numberIn(individual.reference()))
                                                                        .limit(20)
                                                                        .toList()))));
        Holder holder = custody.holder(parent.key()).orElse(null);
        if (!Holder.LABORATORY.equals(holder)) {
            throw new Refusal("specimen: %s is held by %s; only the laboratory cuts"
                    .formatted(parent.numberIn(individual.reference()), holder));
        }
        return parent;
    }

    private void refuseMoreThanIsLeft(Specimen parent, String called, BigDecimal massBefore) {
        Optional<BigDecimal> left = jdbc.sql(
                        """
                select min(mass_after) from sample where specimen_reference = :reference and container = :container
                and designator = :designator""")
                .param("reference", parent.reference().value())
                .param("container", parent.container())
                .param("designator", parent.designator())
                .query(BigDecimal.class)
                .optional()
                .or(() -> Optional.ofNullable(parent.mass()));
        left.filter(most -> massBefore.compareTo(most.add(tolerance)) > 0).ifPresent(most -> {
            throw new Refusal("massBefore: %s g is more than is left of %s, %s g; weigh it again"
                    .formatted(massBefore.toPlainString(), called, most.toPlainString()));
        });
    }

    /**
     * Takes a sample back with its result; or the result alone, and the sample is a discrepancy of the DNA laboratory, which holds it.
     *
     * @param notReturned why it did not come back; null when it did
     * @return the test it was for
     * @throws Refusal when it is not at the DNA laboratory, or the result would be older than its request (X15)
     */
    Line receive(ItemKey individual, String number, String sequence, String notReturned, LocalDate on, String actor) {
        Sample sample = of(individual).stream()
                .filter(it -> it.key().number().equals(number))
                .findFirst()
                .orElseThrow(() -> new Refusal("%s has no sample %s".formatted(individual, number)));
        if (!sample.isOut()) {
            throw new Refusal("%s is not at the DNA laboratory".formatted(sample.key()));
        }
        if (on.isBefore(sample.requestedOn())) {
            throw new Refusal("receivedOn: %s is before the request of %s; a result follows its request"
                    .formatted(on, sample.requestedOn()));
        }
        ReadOnce.forget(TABLE);
        jdbc.sql("update sample set received_on = :on, dna_sequence = :sequence" + ONE)
                .param("on", on)
                .param("sequence", sequence)
                .param("reference", individual.reference().value())
                .param("number", number)
                .update();
        if (notReturned != null) {
            discrepancies.missing(sample.key(), null, "Did not come back with its result: " + notReturned, on, actor);
            return sample.test();
        }
        custody.transfer(
                List.of(sample.key()),
                Holder.DNA_LABORATORY,
                Holder.LABORATORY,
                handling(on, "DNA laboratory", actor, "Result received"));
        return sample.test();
    }

    /** @throws Refusal when a sample of one of these specimens, e.g. {@code C-07/12}, is at the DNA laboratory */
    void refuseOut(Reference reference, Collection<String> specimenNumbers) {
        jdbc.sql(
                        """
                select reference, number, container || '/' || designator as specimen from sample
                where specimen_reference = :reference and requested_on is not null and received_on is null""")
                .param("reference", reference.value())
                .query(row -> {
                    if (specimenNumbers.contains(row.getString("specimen"))) {
                        ItemKey sample = new Reference(row.getString("reference")).item(row.getString("number"));
                        throw new Refusal("%s of %s is at the DNA laboratory; its result comes first"
                                .formatted(
                                        sample.reference().equals(reference) ? sample.number() : sample,
                                        row.getString("specimen")));
                    }
                });
    }

    /**
     * Tests whose results within one individual cannot be of one person: of each specimen that belongs to it now the last result of
     * each kind of test, whoever it was cut for (rule X15).
     *
     * @return one line for each kind of test that conflicts, with the specimens named; empty when all fit
     */
    List<String> sequenceConflicts(ItemKey individual) {
        Map<Line, Map<String, String>> sequenceBySpecimen = new EnumMap<>(Line.class);
        for (ItemKey part : individuals.partsOf(individual)) {
            jdbc.sql(
                            """
                    select s.test, s.container, s.designator, s.dna_sequence from sample s
                    join individual_specimen l on l.reference = s.specimen_reference and l.container = s.container
                        and l.designator = s.designator and l.active = 1
                    where l.reference = :reference and l.individual = :individual and s.dna_sequence is not null
                    order by s.requested_on, length(s.number), s.number""")
                    .param("reference", part.reference().value())
                    .param("individual", part.number())
                    .query(row -> {
                        String specimen = row.getString("container") + "/" + row.getString("designator");
                        boolean own = part.reference().equals(individual.reference());
                        sequenceBySpecimen
                                .computeIfAbsent(Line.valueOf(row.getString("test")), test -> new LinkedHashMap<>())
                                .put(
                                        own ? specimen : part.reference() + "/" + specimen,
                                        row.getString("dna_sequence")
                                                .replaceAll("\\s+", " ")
                                                .toUpperCase(Locale.ROOT));
                    });
        }
        var conflicts = new ArrayList<String>();
        sequenceBySpecimen.forEach((test, sequences) -> {
            Map<String, List<String>> specimensBySequence = sequences.keySet().stream()
                    .collect(Collectors.groupingBy(sequences::get, LinkedHashMap::new, Collectors.toList()));
            if (specimensBySequence.size() > 1) {
                conflicts.add(test
                        + specimensBySequence.values().stream()
                                .map(specimens -> String.join(", ", specimens))
                                .collect(Collectors.joining(" | ", ": ", "")));
            }
        });
        return conflicts;
    }

    private static Handling handling(LocalDate on, String releasedBy, String receivedBy, String reason) {
        return Handling.on(on, Laboratory.ZONE, Laboratory.PLACE, releasedBy, receivedBy, reason);
    }

    private static Sample sample(ResultSet row, int number) throws SQLException {
        var reference = new Reference(row.getString("reference"));
        String container = row.getString("container");
        return new Sample(
                reference.item(row.getString("number")),
                reference.item(row.getString("individual")),
                row.getInt("cycle"),
                Line.valueOf(row.getString("test")),
                container == null
                        ? null
                        : new Reference(row.getString("specimen_reference"))
                                .item(container)
                                .part(row.getString("designator")),
                row.getBigDecimal("mass_before"),
                row.getBigDecimal("mass_after"),
                row.getString("cut_by"),
                row.getObject("requested_on", LocalDate.class),
                row.getObject("received_on", LocalDate.class),
                row.getString("dna_sequence"),
                row.getString("approved_by"));
    }
}
