package org.handover.transfer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.draft.Draft;
import org.handover.draft.Drafts;
import org.handover.engine.Countersignature;
import org.handover.incident.Incidents;
import org.handover.pledge.Handovers;
import org.handover.talks.Talks;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Service;

/** Containers change hands: received, witnessed, reviewed, re-cased. All methods that write join the caller's transaction. */
@Service
public class Transfer {

    private static final Pattern NUMBER = Pattern.compile("C-(0[1-9]|[1-9]\\d{1,4})");

    private final Containers containers;
    private final Discrepancies discrepancies;
    private final Drafts drafts;
    private final Incidents incidents;
    private final Decisions decisions;
    private final Custody custody;
    private final Handovers handovers;
    private final Talks talks;
    private final RecordClock clock;

    Transfer(
            Containers containers,
            Discrepancies discrepancies,
            Drafts drafts,
            Incidents incidents,
            Decisions decisions,
            Custody custody,
            Handovers handovers,
            Talks talks,
            RecordClock clock) {
        this.containers = containers;
        this.discrepancies = discrepancies;
        this.drafts = drafts;
        this.incidents = incidents;
        this.decisions = decisions;
        this.custody = custody;
        this.handovers = handovers;
        this.talks = talks;
        this.clock = clock;
    }

    /** The containers received and not refused, in the order of their numbers. Others, also refused ones, by {@link #container}. */
    public List<Container> containers(Reference reference) {
        return containers.received(reference);
    }

    public Optional<Container> container(ItemKey key) {
        return containers.find(key);
    }

    /** The keys of {@link #containers(Reference)}. */
    public List<ItemKey> keys(Reference reference) {
        return containers(reference).stream().map(Container::key).toList();
    }

    /**
     * Nothing flies that was not received, witnessed, reviewed and put into a transfer case.
     *
     * @throws Refusal with what is missing
     */
    public void checkReadyToFly(Reference reference) {
        refuseUnless(reference, "has no witness of its receipt", container -> container.witnessedBy() != null);
        refuseUnless(reference, "has no field review", container -> container.reviewedOn() != null);
        refuseUnless(reference, "is not in a transfer case", container -> container.transferCase() != null);
    }

    private void refuseUnless(Reference reference, String missing, Predicate<Container> done) {
        List<Container> received = containers(reference);
        if (received.isEmpty()) {
            throw new Refusal("%s: nothing is in custody yet".formatted(reference));
        }
        refuse(received.stream()
                .filter(done.negate())
                .map(container -> "%s %s".formatted(container.key(), missing))
                .toList());
    }

    /** Those of {@link #keys} that move together until the laboratory has them: all but the ones that were missing and are not found. */
    public List<ItemKey> travelling(Reference reference) {
        Set<ItemKey> left = discrepancies.of(reference).stream()
                .filter(it -> it.item() != null && it.next() != Discrepancy.Next.FOUND)
                .map(Discrepancy::item)
                .collect(Collectors.toSet());
        return keys(reference).stream().filter(item -> !left.contains(item)).toList();
    }

    /** The last custody event of the containers that travel together; empty when there are none. */
    public Optional<CustodyEvent> lastAct(Reference reference) {
        return custody.last(travelling(reference)).values().stream().max(Comparator.comparing(CustodyEvent::at));
    }

    /** Where the containers are: the place of their last custody event; empty when there are none. */
    public Optional<Place> place(Reference reference) {
        return lastAct(reference).map(event -> Place.valueOf(event.place()));
    }

    /** @throws Refusal when remains cannot have been received on that date */
    void checkReceipt(Reference reference, Receipt receipt) {
        if (talks.agreement(reference).isEmpty()) {
            throw new Refusal("%s: no talks have agreed on a transfer yet".formatted(reference));
        }
        refuseOutsideKorea("place", receipt.place());
        clock.dayOf("receivedOn", receipt.on(), receipt.place().zone());
        LocalDate pledged = handovers.pledgedOn(reference);
        if (receipt.on().isBefore(pledged)) {
            throw new Refusal("receivedOn: %s is before the pledge of %s".formatted(receipt.on(), pledged));
        }
        LocalDate agreed = talks.lastSessionOn(reference);
        if (receipt.on().isBefore(agreed)) {
            throw new Refusal("receivedOn: %s is before the session of %s that agreed on the transfer"
                    .formatted(receipt.on(), agreed));
        }
    }

    /** Remains leave Korea by a flight, after the review and the honors. */
    private static void refuseOutsideKorea(String field, Place place) {
        if (!place.inKorea()) {
            throw new Refusal("%s: %s is not in Korea; it is WONSAN, PANMUNJOM or OSAN".formatted(field, place));
        }
    }

    /** @throws Refusal with every faulty line of the manifest */
    void checkManifest(Reference reference, List<ManifestLine> manifest, Receipt receipt) {
        Map<String, CustodyEvent> ledger = custody.last(manifest.stream()
                .map(ManifestLine::number)
                .filter(number -> NUMBER.matcher(number).matches())
                .map(reference::item)
                .toList());
        Set<String> sealsInCustody =
                containers(reference).stream().map(Container::seal).collect(Collectors.toSet());
        var problems = new ArrayList<String>();
        var numbers = new HashSet<String>();
        var seals = new HashSet<String>();
        for (ManifestLine line : manifest) {
            String fault;
            if (!NUMBER.matcher(line.number()).matches()) {
                fault = "'%s' is not a container's number; they are C-01, C-02 and so on".formatted(line.number());
            } else if (!numbers.add(line.number())) {
                fault = line.number() + " is there twice";
            } else {
                fault = unfit(ledger.get(reference.item(line.number()).toString()), reference, receipt);
            }
            if (fault != null) {
                problems.add(line.where() + "number: " + fault);
            }
            if (!seals.add(line.seal())) {
                problems.add(
                        "%sseal: %s is there twice; a seal is on one container".formatted(line.where(), line.seal()));
            } else if (sealsInCustody.contains(line.seal())) {
                problems.add("%sseal: %s is on a container already in custody".formatted(line.where(), line.seal()));
            }
        }
        refuse(problems);
    }

    /** Why a container cannot be received, from its last custody event (rules C1, C2); null when it can. */
    private String unfit(CustodyEvent last, Reference reference, Receipt receipt) {
        if (last == null) {
            return null;
        }
        String number = ItemKey.parse(last.item()).number();
        if (!last.to().equals(counterparty(reference))) {
            return "%s is already in custody, its holder is %s; leave it out".formatted(number, last.to());
        }
        LocalDate on = last.at().atZone(receipt.place().zone()).toLocalDate();
        return receipt.on().isBefore(on)
                ? "%s went back to the counterparty on %s and cannot have been received on %s"
                        .formatted(number, on, receipt.on())
                : null;
    }

    /** Keeps a manifest that was sent back, so that its author can correct it. Nothing of it is record. */
    void keepManifest(Reference reference, Map<String, Object> submitted, List<String> errors, String actor) {
        Draft draft = new Draft(submitted, errors, actor, clock.today(Place.BORDER));
        drafts.keep(reference, null, Draft.Kind.MANIFEST, draft);
    }

    /**
     * Takes the containers of a checked manifest into the custody of the United Nations Command, seal by seal. Only this raises the
     * count of what was received (rule N1).
     *
     * @return whether anything is in custody: nothing in the manifest may mean that what the witness had refused was not handed over
     */
    boolean takeCustody(Reference reference, List<ManifestLine> manifest, Receipt receipt, String actor) {
        drafts.remove(reference, null, Draft.Kind.MANIFEST);
        if (manifest.isEmpty() && !containers(reference).isEmpty()) {
            Map<String, Object> nothing = Map.of(
                    "receivedOn",
                    receipt.on().toString(),
                    "place",
                    receipt.place().name(),
                    "handedOverBy",
                    receipt.handedOverBy(),
                    "rows",
                    List.of());
            keepManifest(reference, nothing, List.of(), actor);
            return true;
        }
        Holder counterparty = counterparty(reference);
        for (ManifestLine line : manifest) {
            containers.add(reference, line, receipt, actor);
            Handling how = Handling.on(
                    receipt.on(),
                    receipt.place().zone(),
                    receipt.place().name(),
                    receipt.handedOverBy(),
                    actor,
                    "Handed over under seal " + line.seal());
            custody.take(List.of(reference.item(line.number())), counterparty, Holder.UNC, how);
        }
        return !manifest.isEmpty();
    }

    /**
     * What came of a witness.
     *
     * @param all whether nothing was refused
     * @param asAgreed whether what was received is what was agreed; true while something is to be received again, and when no number was agreed
     */
    record Witnessed(boolean all, boolean asAgreed) {}

    /**
     * Somebody other than the receiver bears witness to the receipt, container by container, or refuses it: what is refused stays with
     * the counterparty, as if it had not been taken, and is to be received again (rule X1).
     *
     * @throws Refusal when the receiver is to be the witness, or a line is about no container of this receipt
     */
    Witnessed witness(Reference reference, Countersignature signature, String actor) {
        List<Container> receipt = containers(reference).stream()
                .filter(container -> container.witnessedBy() == null)
                .toList();
        // Nothing more was handed over of what was refused before: then the one who said so is in the draft.
        String receiver = receipt.isEmpty()
                ? drafts.find(reference, null, Draft.Kind.MANIFEST)
                        .orElseThrow(() ->
                                new Refusal("%s: nothing was received that waits for its witness".formatted(reference)))
                        .by()
                : receipt.get(0).receivedBy();
        if (actor.equals(receiver)) {
            throw new Refusal(
                    "witnessed: %s has received the containers; release and receipt take a witness who has not"
                            .formatted(actor));
        }
        Set<String> refused = signature.refused(numbersOf(receipt));
        LocalDate today = clock.today(
                receipt.isEmpty() ? Place.BORDER : receipt.get(0).receivedAt().zone());
        countersigned(reference, Stage.RECEIPT, signature, refused, numbersOf(receipt), actor, today);
        List<Container> back = receipt.stream()
                .filter(container -> refused.contains(container.key().number()))
                .toList();
        if (!back.isEmpty()) {
            giveBack(reference, back, signature, actor, today);
        }
        containers.witnessed(reference, actor, today);
        if (!signature.yes()) {
            return new Witnessed(false, true);
        }
        drafts.remove(reference, null, Draft.Kind.MANIFEST);
        return new Witnessed(true, receivedAsAgreed(reference));
    }

    private void giveBack(
            Reference reference, List<Container> back, Countersignature signature, String actor, LocalDate today) {
        Container first = back.get(0);
        for (Container container : back) {
            containers.refused(container.key(), today);
            custody.transfer(
                    List.of(container.key()),
                    Holder.UNC,
                    counterparty(reference),
                    Handling.on(
                            container.receivedOn(),
                            container.receivedAt().zone(),
                            container.receivedAt().name(),
                            actor,
                            container.handedOverBy(),
                            signature.remarksOn(container.key().number())));
        }
        keepManifest(reference, submitted(back), returned("manifest", back, signature), first.receivedBy());
    }

    /** Why lines go back to the one who submitted them: of each what is said of it, or once what is said of all. */
    private static List<String> returned(String table, List<Container> back, Countersignature signature) {
        if (signature.lines().stream().noneMatch(Countersignature.Line::refused)) {
            return List.of("%s: refused by the witness: %s".formatted(table, signature.remarks()));
        }
        return IntStream.range(0, back.size())
                .mapToObj(i -> "%s line %d: number: refused by the witness: %s"
                        .formatted(
                                table,
                                i + 1,
                                signature.remarksOn(back.get(i).key().number())))
                .toList();
    }

    /** Who signed what, and what was said of single items. */
    private void countersigned(
            Reference reference,
            Stage stage,
            Countersignature signature,
            Set<String> refused,
            Collection<String> items,
            String actor,
            LocalDate on) {
        boolean none = refused.size() == items.size() && !signature.yes();
        decisions.add(Decision.of(
                reference,
                reference.value(),
                0,
                stage,
                refused.isEmpty() && signature.yes() ? "WITNESSED" : none ? "REFUSED" : "PARTLY_REFUSED",
                signature.remarks(),
                actor,
                on));
        signature
                .lines()
                .forEach(line -> decisions.add(Decision.of(
                        reference,
                        reference.item(line.item()).toString(),
                        0,
                        stage,
                        refused.contains(line.item()) ? "REFUSED" : "WITNESSED",
                        line.remarks(),
                        actor,
                        on)));
    }

    private static Set<String> numbersOf(List<Container> containers) {
        return containers.stream()
                .map(container -> container.key().number())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean receivedAsAgreed(Reference reference) {
        List<Container> received = containers(reference);
        Integer agreed = talks.agreement(reference).map(Talks.Agreement::sets).orElse(null);
        if (agreed == null || agreed == received.size()) {
            return true;
        }
        LocalDate on = received.stream()
                .map(Container::receivedOn)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        discrepancies.add(reference, agreed, received.size(), on);
        return false;
    }

    private static Map<String, Object> submitted(List<Container> receipt) {
        Container first = receipt.get(0);
        return Map.of(
                "receivedOn", first.receivedOn().toString(),
                "place", first.receivedAt().name(),
                "handedOverBy", first.handedOverBy(),
                "rows", receipt.stream().map(Transfer::manifestRow).toList());
    }

    private static Map<String, Object> manifestRow(Container container) {
        var row = new LinkedHashMap<String, Object>();
        row.put("number", container.key().number());
        row.put("seal", container.seal());
        row.put("theirLabel", container.theirLabel());
        row.put("condition", container.condition());
        row.put("recoverySite", container.recoverySite());
        row.put("effects", container.effects());
        return row;
    }

    /**
     * Records the field review of every container.
     *
     * @param on the local date of the review; null for today
     * @param at where it was done, when the remains were moved for it; null where they are
     * @throws Refusal when a container is missing, there twice or unknown, or the date does not fit
     */
    void review(Reference reference, List<FieldReview> reviews, LocalDate on, Place at, String actor) {
        refuseUnless(reference, "has no witness of its receipt", container -> container.witnessedBy() != null);
        CustodyEvent last = lastAct(reference).orElseThrow();
        Place place = at == null ? Place.valueOf(last.place()) : at;
        refuseOutsideKorea("reviewedAt", place);
        refuse(Line.notTotal("fieldReview", reviews, numbers(reference)));
        LocalDate reviewedOn = checked("reviewedOn", on, place.zone(), last.at(), "receipt");
        if (!place.name().equals(last.place())) {
            Handling moved =
                    Handling.on(reviewedOn, place.zone(), place.name(), actor, actor, "Moved for the field review");
            custody.handle(keys(reference), Act.MOVED, moved);
        }
        reviews.forEach(review -> containers.reviewed(reference, review, actor, reviewedOn));
    }

    /**
     * The contents of every container went into a transfer case of its own, seal out and seal in (rules N4, C5): as far as the first of two
     * people is concerned. Nothing of it is on record before the second has signed.
     *
     * @param on the local date where the remains are; null for today
     * @param remarks what was found where the seal that was cut is not the one on record
     * @throws Refusal when a container is missing, there twice or unknown, a case or seal is used twice, a seal differs and nothing is
     *     said of it, or the date does not fit
     */
    void recase(Reference reference, List<Recasing> recasings, LocalDate on, String remarks, String actor) {
        refuseUnless(reference, "has no field review", container -> container.reviewedOn() != null);
        Map<String, Container> byNumber = byNumber(reference);
        List<String> problems = new ArrayList<>(Line.notTotal("recasing", recasings, toRecase(reference)));
        problems.addAll(seals(recasings, byNumber, remarks));
        refuse(problems);
        CustodyEvent last = lastAct(reference).orElseThrow();
        Place place = Place.valueOf(last.place());
        LocalDate recasedOn = checked("recasedOn", on, place.zone(), last.at(), "last custody event");
        LocalDate reviewedOn = byNumber.values().iterator().next().reviewedOn();
        if (recasedOn.isBefore(reviewedOn)) {
            throw new Refusal("recasedOn: %s is before the field review of %s".formatted(recasedOn, reviewedOn));
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("rows", recasings.stream().map(Recasing::asRow).toList());
        content.put("recasedOn", recasedOn.toString());
        content.put("remarks", remarks);
        drafts.keep(reference, null, Draft.Kind.RECASING, new Draft(content, List.of(), actor, recasedOn));
    }

    /**
     * The second person signs the re-casing, container by container. What is signed is recorded, with an incident where the seal that was
     * cut is not the one on record; what is refused is to be re-cased again.
     *
     * @return whether nothing was refused
     * @throws Refusal when the one who re-cased is to be the witness, or a line is about no container of this re-casing
     */
    boolean witnessRecasing(Reference reference, Countersignature signature, String actor) {
        Draft draft = drafts.find(reference, null, Draft.Kind.RECASING)
                .orElseThrow(
                        () -> new Refusal("%s: nothing was re-cased that waits for its witness".formatted(reference)));
        if (actor.equals(draft.by())) {
            throw new Refusal(
                    "witnessed: %s has re-cased the remains; re-casing takes a witness who has not".formatted(actor));
        }
        List<Recasing> recasings = draft.rows().stream().map(Recasing::ofRow).toList();
        Set<String> numbers =
                recasings.stream().map(Recasing::number).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> refused = signature.refused(numbers);
        Place place = place(reference).orElseThrow();
        LocalDate today = clock.today(place.zone());
        countersigned(reference, Stage.RECASING, signature, refused, numbers, actor, today);
        Map<String, Container> byNumber = byNumber(reference);
        var back = new ArrayList<Container>();
        for (Recasing recasing : recasings) {
            Container container = byNumber.get(recasing.number());
            if (refused.contains(recasing.number())) {
                back.add(container);
            } else {
                recased(container, recasing, draft, place, actor);
            }
        }
        drafts.remove(reference, null, Draft.Kind.RECASING);
        if (back.isEmpty()) {
            return true;
        }
        var content = new LinkedHashMap<>(draft.content());
        content.put(
                "rows",
                recasings.stream()
                        .filter(recasing -> refused.contains(recasing.number()))
                        .map(Recasing::asRow)
                        .toList());
        drafts.keep(
                reference,
                null,
                Draft.Kind.RECASING,
                new Draft(content, returned("recasing", back, signature), draft.by(), draft.on()));
        return false;
    }

    private void recased(Container container, Recasing recasing, Draft draft, Place place, String witness) {
        Reference reference = container.key().reference();
        if (!recasing.sealOut().equals(container.presentSeal())) {
            incidents.open(
                    container.key(),
                    Incidents.Kind.SEAL,
                    "On re-casing seal %s was cut, on record is %s: %s"
                            .formatted(
                                    recasing.sealOut(),
                                    container.presentSeal(),
                                    draft.content().get("remarks")),
                    draft.by(),
                    draft.on());
        }
        containers.recased(reference, recasing, draft.by(), draft.on());
        Handling how = Handling.on(
                draft.on(),
                place.zone(),
                place.name(),
                draft.by(),
                witness,
                "Into transfer case %s, seal out %s, seal in %s"
                        .formatted(recasing.transferCase(), recasing.sealOut(), recasing.sealIn()));
        custody.handle(List.of(container.key()), Act.RECASED, how);
    }

    /** Every container; after a refusal only what the witness sent back. */
    private Set<String> toRecase(Reference reference) {
        return drafts.find(reference, null, Draft.Kind.RECASING)
                .map(sentBack -> sentBack.rows().stream()
                        .map(Recasing::ofRow)
                        .map(Recasing::number)
                        .collect(Collectors.<String, Set<String>>toCollection(LinkedHashSet::new)))
                .orElseGet(() -> numbers(reference));
    }

    private Map<String, Container> byNumber(Reference reference) {
        var byNumber = new LinkedHashMap<String, Container>();
        containers(reference).forEach(container -> byNumber.put(container.key().number(), container));
        return byNumber;
    }

    private static List<String> seals(List<Recasing> recasings, Map<String, Container> byNumber, String remarks) {
        var problems = new ArrayList<String>();
        var cases = new HashSet<String>();
        Map<String, String> used = new HashMap<>();
        for (Container container : byNumber.values()) {
            String number = container.key().number();
            used.put(container.seal(), number);
            // Signed before, while this one was refused.
            if (container.transferCase() != null) {
                cases.add(container.transferCase());
                used.put(container.sealIn(), number);
            }
        }
        for (Recasing recasing : recasings) {
            Container container = byNumber.get(recasing.number());
            if (!cases.add(recasing.transferCase())) {
                problems.add("%stransferCase: %s is there twice; each container has a case of its own"
                        .formatted(recasing.where(), recasing.transferCase()));
            }
            String before = used.putIfAbsent(recasing.sealIn(), recasing.number());
            if (before != null) {
                problems.add("%ssealIn: %s was already used on %s; a seal is used once"
                        .formatted(recasing.where(), recasing.sealIn(), before));
            }
            if (container != null && remarks == null && !recasing.sealOut().equals(container.presentSeal())) {
                problems.add(
                        "%ssealOut: %s is not the seal of %s, which is %s; correct it, or say in remarks what was found and an incident is opened"
                                .formatted(
                                        recasing.where(),
                                        recasing.sealOut(),
                                        recasing.number(),
                                        container.presentSeal()));
            }
        }
        return problems;
    }

    /** Explains why what was received is not what was agreed. */
    Discrepancy explain(Reference reference, String explanation, Discrepancy.Next next, String actor) {
        return discrepancies.explain(reference, explanation, next, actor, clock.today(Place.BORDER));
    }

    private LocalDate checked(String field, LocalDate on, ZoneId zone, Instant follows, String what) {
        LocalDate day = clock.dayOf(field, on, zone);
        LocalDate last = follows.atZone(zone).toLocalDate();
        if (day.isBefore(last)) {
            throw new Refusal("%s: %s is before the %s on %s".formatted(field, day, what, last));
        }
        return day;
    }

    private Set<String> numbers(Reference reference) {
        return keys(reference).stream().map(ItemKey::number).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Holder counterparty(Reference reference) {
        return Holder.counterparty(handovers.counterparty(reference));
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }
}
