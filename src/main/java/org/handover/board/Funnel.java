package org.handover.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.handover.account.Account;
import org.handover.account.Tally;
import org.handover.vocabulary.Unit;

/**
 * The counts of an account from what was received to who was named, and what each whole is made of. Numbers of different units stand
 * side by side; only parts of one unit are ever drawn as parts of a whole (rule N7).
 *
 * @param steps in the order of the story
 * @param wholes those with something in them
 */
record Funnel(List<Step> steps, List<Whole> wholes) {

    /**
     * @param name of the message, e.g. {@code received}
     * @param unitChanges whether the step before counts something else
     */
    record Step(String name, Tally tally, boolean unitChanges) {}

    /** @param name of the message */
    record Whole(String name, Tally tally, List<Part> parts) {}

    /**
     * @param list of words that has the name
     * @param share of the whole, in percent
     */
    record Part(String list, String name, int number, double share) {}

    static Funnel of(Account account) {
        var steps = new ArrayList<Step>();
        step(steps, "received", account.containersReceived());
        step(steps, "examined", account.containersExamined());
        step(steps, "individuals", account.individuals().total());
        step(steps, "identified", account.identified());
        step(steps, "notified", account.notified());
        step(steps, "named", account.namesReleased());
        return new Funnel(steps, wholes(account));
    }

    private static void step(List<Step> steps, String name, Tally tally) {
        Unit before = steps.isEmpty()
                ? tally.unit()
                : steps.get(steps.size() - 1).tally().unit();
        steps.add(new Step(name, tally, before != tally.unit()));
    }

    private static List<Whole> wholes(Account account) {
        var wholes = new ArrayList<Whole>();
        Account.Specimens specimens = account.specimens();
        whole(wholes, "containers", account.containersReceived())
                .with("container", "EXAMINED", account.containersExamined())
                .with("container", "UNOPENED", account.unopenedAtLaboratory())
                .with("container", "IN_TRANSIT", account.inTransit());
        whole(wholes, "specimens", specimens.total())
                .with("specimen", "ASSIGNED", specimens.assigned())
                .with("specimen", "UNASSIGNED", specimens.unassigned())
                .with("specimen", "MATERIAL_EVIDENCE", specimens.materialEvidence())
                .with("specimen", "NON_HUMAN", specimens.nonHuman())
                .with("specimen", "CONSUMED", specimens.consumed())
                .with("specimen", "TRANSFERRED", specimens.transferred());
        Parts individuals = whole(wholes, "individuals", account.individuals().total())
                .with("case", "OPEN", account.individuals().open());
        for (Map.Entry<String, Tally> closed :
                account.individuals().dispositions().entrySet()) {
            individuals.with("disposition", closed.getKey(), closed.getValue());
        }
        wholes.removeIf(whole -> whole.tally().number() == 0);
        return wholes;
    }

    private static Parts whole(List<Whole> wholes, String name, Tally tally) {
        var parts = new ArrayList<Part>();
        wholes.add(new Whole(name, tally, parts));
        return new Parts(tally, parts);
    }

    /** The parts of a whole that are not empty, as they are added. */
    private record Parts(Tally whole, List<Part> parts) {

        Parts with(String list, String name, Tally part) {
            if (part.number() > 0) {
                parts.add(new Part(list, name, part.number(), 100.0 * part.number() / whole.number()));
            }
            return this;
        }
    }
}
