package org.handover.identification;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.engine.Countersignature;
import org.handover.laboratory.Disposition;
import org.handover.laboratory.Individual;
import org.handover.laboratory.Laboratory;
import org.handover.laboratory.Specimen;
import org.handover.laboratory.Specimens;
import org.handover.transfer.Discrepancies;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/**
 * The laboratory lets go of the specimens of an individual: an evidence coordinator lists them, and nothing has changed hands before the one
 * who takes them over has signed, too. What is not in its place stays with the laboratory as a discrepancy that somebody explains.
 */
@Service
public class SigningOut {

    private final IdentificationCases cases;
    private final Dispositions dispositions;
    private final Specimens specimens;
    private final Custody custody;
    private final Drafts drafts;
    private final Decisions decisions;
    private final Discrepancies discrepancies;
    private final RecordClock clock;

    SigningOut(
            IdentificationCases cases,
            Dispositions dispositions,
            Specimens specimens,
            Custody custody,
            Drafts drafts,
            Decisions decisions,
            Discrepancies discrepancies,
            RecordClock clock) {
        this.cases = cases;
        this.dispositions = dispositions;
        this.specimens = specimens;
        this.custody = custody;
        this.drafts = drafts;
        this.decisions = decisions;
        this.discrepancies = discrepancies;
        this.clock = clock;
    }

    /**
     * A specimen that is to leave.
     *
     * @param specimen e.g. {@code C-07/12}; one that came with another handover with its reference before it
     */
    public record Leaving(String specimen, String kind, String element, String side) {}

    /** A line of the list: whether it is in its place, and what there is to say. */
    record Line(String specimen, boolean present, String remarks) {}

    /** What an evidence coordinator has signed. */
    record SignedOut(String by, LocalDate on, List<Line> lines, Map<String, ItemKey> keys) {

        /** Those that are there. */
        List<ItemKey> leaving() {
            return lines.stream()
                    .filter(Line::present)
                    .map(line -> keys.get(line.specimen()))
                    .toList();
        }

        Set<String> numbers() {
            return lines.stream()
                    .filter(Line::present)
                    .map(Line::specimen)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** What has to leave with an individual whose disposition is approved: all of it that is not used up and the receiver has not got. */
    public List<Leaving> leaving(ItemKey individual) {
        return toLeave(individual).stream()
                .map(it -> new Leaving(
                        it.numberIn(individual.reference()),
                        it.kind().name(),
                        it.element(),
                        it.side() == null ? null : it.side().name()))
                .toList();
    }

    /**
     * The laboratory's giver signs.
     *
     * @throws Refusal when a line is about another specimen or there twice, none is in its place, or it was not decided yet that they leave
     */
    void signOut(ItemKey key, SignOut signOut, String actor) {
        LocalDate day = clock.dayOf("signedOutOn", signOut.on(), Laboratory.ZONE);
        Individual individual = cases.open(key);
        dispositions.settled(
                individual, Disposition.IDENTIFIED, Disposition.PARTNER_NAMED, Disposition.PARTNER_UNNAMED);
        Decision approval = dispositions.approval(individual);
        if (day.isBefore(approval.on())) {
            throw new Refusal("signedOutOn: %s is before it was decided on %s".formatted(day, approval.on()));
        }
        List<Line> lines = lines(keys(key).keySet(), signOut.lines());
        if (!lines.isEmpty() && lines.stream().noneMatch(Line::present)) {
            throw new Refusal("lines: none is in its place; look for them before anything is signed out");
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("signedOutOn", day.toString());
        content.put("rows", lines.stream().map(SigningOut::row).toList());
        drafts.keep(key.reference(), key.number(), Draft.Kind.SIGN_OUT, new Draft(content, List.of(), actor, day));
    }

    private static List<Line> lines(Set<String> leaving, List<SignOut.Line> said) {
        var problems = new ArrayList<String>();
        var bySpecimen = new LinkedHashMap<String, SignOut.Line>();
        for (SignOut.Line line : said) {
            if (!leaving.contains(line.specimen())) {
                problems.add("%sspecimen: %s is not among what leaves".formatted(line.where(), line.specimen()));
            } else if (bySpecimen.put(line.specimen(), line) != null) {
                problems.add("%sspecimen: %s is there twice".formatted(line.where(), line.specimen()));
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return leaving.stream()
                .map(specimen -> {
                    SignOut.Line line = bySpecimen.get(specimen);
                    return line == null
                            ? new Line(specimen, true, null)
                            : new Line(specimen, !line.missing(), line.remarks());
                })
                .toList();
    }

    /** Whether anything waits for whoever takes it over. An instance of an older model may have come there without. */
    boolean isSignedOut(ItemKey key) {
        return drafts.find(key.reference(), key.number(), Draft.Kind.SIGN_OUT).isPresent();
    }

    /** @throws Refusal when nothing is signed out, or the one who signed out would take over, too */
    SignedOut signedOut(ItemKey key, String field, String actor) {
        Draft draft = drafts.find(key.reference(), key.number(), Draft.Kind.SIGN_OUT)
                .orElseThrow(() -> new Refusal(
                        "%s: nothing is signed out; answer no, and the laboratory signs it out".formatted(field)));
        if (actor.equals(draft.by())) {
            throw new Refusal(
                    "%s: %s has signed the remains out; somebody else takes them over".formatted(field, actor));
        }
        return new SignedOut(
                draft.by(),
                draft.on(),
                draft.rows().stream().map(SigningOut::line).toList(),
                keys(key));
    }

    /** What was signed out goes back: nothing has left. */
    void sendBack(Individual individual, SignedOut signedOut, Countersignature signature, String actor, LocalDate on) {
        Set<String> refused = signature.refused(signedOut.numbers());
        List<String> errors = signature.lines().isEmpty()
                ? List.of("refused by the receiver: " + signature.remarks())
                : refused.stream()
                        .map(specimen ->
                                "%s: refused by the receiver: %s".formatted(specimen, signature.remarksOn(specimen)))
                        .toList();
        ItemKey key = individual.key();
        drafts.sendBack(key.reference(), key.number(), Draft.Kind.SIGN_OUT, errors);
        decide(individual, "REFUSED", said(signature), actor, on);
    }

    /** The receiver signs: what is there may leave, and what is not is a discrepancy of the laboratory, which holds it. */
    List<ItemKey> handOver(
            Individual individual, Holder receiver, SignedOut signedOut, Countersignature signature, LocalDate on) {
        signature.refused(signedOut.numbers());
        Set<String> listed = signedOut.lines().stream().map(Line::specimen).collect(Collectors.toSet());
        if (!listed.equals(signedOut.keys().keySet())) {
            throw new Refusal(
                    "takenOver: what leaves has changed since it was signed out; answer no, and it is signed out anew");
        }
        for (Line line : signedOut.lines()) {
            if (!line.present()) {
                discrepancies.missing(
                        signedOut.keys().get(line.specimen()),
                        null,
                        "Not in its place when it was to leave: " + line.remarks(),
                        signedOut.on(),
                        signedOut.by());
            }
        }
        List<ItemKey> leaving = inLaboratory(signedOut.leaving(), receiver, on, signedOut.by());
        ItemKey key = individual.key();
        drafts.remove(key.reference(), key.number(), Draft.Kind.SIGN_OUT);
        String remarks = Stream.concat(
                        signedOut.lines().stream()
                                .filter(line -> line.remarks() != null)
                                .map(line -> line.specimen() + ": " + line.remarks()),
                        Stream.ofNullable(said(signature)))
                .collect(Collectors.joining("; "));
        decide(individual, "SIGNED_OUT", remarks.isEmpty() ? null : remarks, signedOut.by(), signedOut.on());
        return leaving;
    }

    /**
     * Specimens that the laboratory holds and that go elsewhere. What an earlier disposition sent away comes back into the ledger
     * first; what the receiver holds already stays there.
     */
    List<ItemKey> inLaboratory(List<ItemKey> items, Holder receiver, LocalDate day, String actor) {
        var present = new ArrayList<ItemKey>();
        Map<String, CustodyEvent> last = custody.last(items);
        for (ItemKey item : items) {
            Holder holder = last.get(item.toString()).to();
            if (holder.equals(receiver)) {
                continue;
            }
            if (holder.isOutside()) {
                custody.transfer(
                        List.of(item),
                        holder,
                        Holder.LABORATORY,
                        Outcomes.handling(day, holder.value(), actor, "Returned after the case was opened again"));
            }
            present.add(item);
        }
        return present;
    }

    private List<Specimen> toLeave(ItemKey key) {
        Holder receiver = receiver(cases.open(key));
        List<Specimen> all = specimens.ofIndividual(key).stream()
                .filter(specimen -> specimen.consumedOn() == null)
                .toList();
        Map<String, CustodyEvent> last =
                custody.last(all.stream().map(Specimen::key).toList());
        return all.stream()
                .filter(it -> !last.get(it.key().toString()).to().equals(receiver))
                .toList();
    }

    private Holder receiver(Individual individual) {
        Decision approval = dispositions.approval(individual);
        return approval.partner() == null ? Holder.family(individual.person()) : Holder.partner(approval.partner());
    }

    private Map<String, ItemKey> keys(ItemKey individual) {
        var keys = new LinkedHashMap<String, ItemKey>();
        toLeave(individual).forEach(it -> keys.put(it.numberIn(individual.reference()), it.key()));
        return keys;
    }

    private static String said(Countersignature signature) {
        String said = Stream.concat(
                        Stream.ofNullable(signature.remarks()),
                        signature.lines().stream().map(line -> line.item() + ": " + line.remarks()))
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? null : said;
    }

    private void decide(Individual individual, String outcome, String reason, String by, LocalDate on) {
        decisions.add(Decision.of(
                individual.key().reference(),
                individual.key().toString(),
                individual.cycle(),
                Stage.SIGN_OUT,
                outcome,
                reason == null || reason.length() <= 4000 ? reason : reason.substring(0, 4000),
                by,
                on));
    }

    private static Map<String, Object> row(Line line) {
        var row = new LinkedHashMap<String, Object>();
        row.put("specimen", line.specimen());
        row.put("present", line.present() ? "yes" : "no");
        if (line.remarks() != null) {
            row.put("remarks", line.remarks());
        }
        return row;
    }

    private static Line line(Map<String, Object> row) {
        return new Line((String) row.get("specimen"), "yes".equals(row.get("present")), (String) row.get("remarks"));
    }
}
