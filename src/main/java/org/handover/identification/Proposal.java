package org.handover.identification;

import java.util.Set;
import java.util.regex.Pattern;
import org.handover.engine.Input;
import org.handover.laboratory.Disposition;
import org.handover.vocabulary.ItemKey;

/**
 * What is proposed to become of an individual.
 *
 * @param person id of the person, when one is named
 * @param partner the partner nation, e.g. {@code ROK}
 * @param consolidateInto number of the individual it proved to be one with, e.g. {@code I-012}; its whole key when that is of another handover
 * @param group number of the group it is accounted for with, e.g. {@code G-01}
 * @param groupPersons ids of the people that group may be; empty when it is named already
 * @param exclusionResolved why a finding that excludes the person does not stand in the way; null when there is none
 */
record Proposal(
        Disposition disposition,
        String person,
        String partner,
        String consolidateInto,
        String group,
        Set<String> groupPersons,
        String rationale,
        String exclusionResolved) {

    private static final Pattern PARTNER = Pattern.compile("[A-Z][A-Z0-9-]{1,39}");
    private static final Pattern GROUP = Pattern.compile("G-\\d{2,4}");
    private static final Pattern INDIVIDUAL = Pattern.compile("(?:[A-Z0-9][A-Z0-9-]{1,38}[A-Z0-9]/)?I-\\d{3,6}");

    static Proposal read(Input in) {
        Disposition disposition = in.choice("disposition", Disposition.class);
        boolean known = disposition != null;
        Input naming = in.when(known && disposition.names(), "the disposition names a person");
        Input partner = in.when(known && disposition.goesToPartner(), "the remains go to a partner nation");
        Input consolidation = in.when(disposition == Disposition.CONSOLIDATE, "disposition is CONSOLIDATE");
        Input grouped = in.when(disposition == Disposition.GROUP_ACCOUNTED, "disposition is GROUP_ACCOUNTED");
        return new Proposal(
                disposition,
                naming.person("person"),
                matching(in, "partner", partner.text("partner"), PARTNER, "a partner nation, e.g. ROK"),
                matching(
                        in,
                        "consolidateInto",
                        consolidation.text("consolidateInto"),
                        INDIVIDUAL,
                        "the number of an individual, e.g. I-012, or its key in another handover, e.g. KOR-2018-01/I-012"),
                matching(in, "group", grouped.text("group"), GROUP, "the number of a group, e.g. G-01"),
                grouped.persons("groupPersons"),
                in.text("rationale"),
                naming.optionalText("exclusionResolved"));
    }

    /** The individual that a case is to be consolidated into. */
    static ItemKey target(ItemKey individual, String into) {
        return into.contains("/") ? ItemKey.parse(into) : individual.reference().item(into);
    }

    private static String matching(Input in, String name, String text, Pattern pattern, String what) {
        return text == null || pattern.matcher(text).matches()
                ? text
                : in.problem(name, "'%s' is not %s".formatted(text, what));
    }
}
