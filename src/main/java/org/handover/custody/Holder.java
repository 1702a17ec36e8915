package org.handover.custody;

import org.handover.vocabulary.Refusal;

/** The one party answerable for an item now, e.g. {@code UNC} or {@code COUNTERPARTY:DPRK}. In movement it is a named escort (rule X2). */
public record Holder(String value) {

    public static final Holder UNC = new Holder("UNC");
    public static final Holder LABORATORY = new Holder("LABORATORY");
    public static final Holder DNA_LABORATORY = new Holder("DNA_LABORATORY");

    public Holder {
        if (value == null || value.isBlank() || value.length() > 120) {
            throw new Refusal("holder: a holder has a name of 1 to 120 characters");
        }
    }

    public static Holder counterparty(String name) {
        return new Holder("COUNTERPARTY:" + name);
    }

    /** The escort of an airlift mission. */
    public static Holder airlift(String missionNumber) {
        return new Holder("AIRLIFT:" + missionNumber);
    }

    /** Whether the remains are with the escort of a mission, in movement or just arrived. */
    public boolean isAirlift() {
        return value.startsWith("AIRLIFT:");
    }

    /** Whoever took what is not human. */
    public static Holder released(String to) {
        return new Holder("RELEASED:" + to);
    }

    /** Whether it left for good: with a family, a partner nation, or, when it is not human, with whoever took it. */
    public boolean isOutside() {
        return value.startsWith("FAMILY:") || value.startsWith("PARTNER:") || value.startsWith("RELEASED:");
    }

    /** Whether remains are with the family of a person, whom the holder's id names. */
    public boolean isFamily() {
        return value.startsWith("FAMILY:");
    }

    /**
     * How a holder enters a hash: as it is, or, with a salt, as its kind and a commitment. Whoever knows neither salt nor holder cannot tell who
     * it is, and nobody can say later that it was another one.
     *
     * @param salt null for the holder as it is
     */
    public String text(String salt) {
        return salt == null ? value : value.split(":", 2)[0] + "#" + Canonical.hash(salt, value);
    }

    public static Holder partner(String partner) {
        return new Holder("PARTNER:" + partner);
    }

    /** The family of a person, by the person's id; never a name. */
    public static Holder family(String personId) {
        return new Holder("FAMILY:" + personId);
    }

    @Override
    public String toString() {
        return value;
    }
}
