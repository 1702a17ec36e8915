package org.handover.identification;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimens;
import org.handover.transfer.Discrepancies;
import org.handover.transfer.Discrepancy;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/** Specimens and samples of an individual that were not where they should be, and that nobody has explained yet. */
@Service
public class MissingItems {

    private final Specimens specimens;
    private final Samples samples;
    private final Discrepancies discrepancies;
    private final RecordClock clock;

    MissingItems(Specimens specimens, Samples samples, Discrepancies discrepancies, RecordClock clock) {
        this.specimens = specimens;
        this.samples = samples;
        this.discrepancies = discrepancies;
        this.clock = clock;
    }

    /**
     * What became of one.
     *
     * @param where the line stands, to be put before a problem
     * @param item its key, e.g. {@code KOR-2018-01/C-07/12}
     */
    record Explained(String where, String item, boolean found, String explanation) {}

    /** Those of an individual that are not explained, in the order in which they were found missing. */
    public List<Discrepancy> of(ItemKey individual) {
        List<ItemKey> items = Stream.concat(
                        specimens.ofIndividual(individual).stream().map(specimen -> specimen.key()),
                        samples.of(individual).stream().map(Sample::key))
                .toList();
        return discrepancies.missing(items);
    }

    /** @throws Refusal when a line is about something else, is there twice, or one is missing */
    void explain(ItemKey individual, List<Explained> explained, String actor) {
        Set<String> open = of(individual).stream()
                .map(discrepancy -> discrepancy.item().toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var problems = new ArrayList<String>();
        var left = new LinkedHashSet<>(open);
        for (Explained each : explained) {
            if (!open.contains(each.item())) {
                problems.add("%sitem: %s is not missing".formatted(each.where(), each.item()));
            } else if (!left.remove(each.item())) {
                problems.add("%sitem: %s is there twice".formatted(each.where(), each.item()));
            }
        }
        if (!left.isEmpty()) {
            problems.add("explanations: %s %s missing; each has one line"
                    .formatted(String.join(", ", left), left.size() == 1 ? "is" : "are"));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        for (Explained each : explained) {
            discrepancies.explain(
                    ItemKey.parse(each.item()),
                    each.explanation(),
                    each.found() ? Discrepancy.Next.FOUND : Discrepancy.Next.NOT_FOUND,
                    actor,
                    clock.today(Laboratory.ZONE));
        }
    }
}
