package org.handover.vocabulary;

/**
 * A number as somebody said it: with its unit and how exactly it was meant. No number is a legal statement, never zero
 * (rules N7, X13).
 *
 * @param number null when no number was said
 * @param unit null only when no number was said
 */
public record Count(Integer number, Qualifier qualifier, Unit unit) {

    /** @throws Refusal when number, qualifier and unit do not fit together */
    public Count {
        if (qualifier == null) {
            qualifier = number == null ? Qualifier.NO_NUMBER : Qualifier.EXACTLY;
        }
        if (number == null && qualifier != Qualifier.NO_NUMBER) {
            throw new Refusal(
                    "qualifier: %s needs a number; leave the qualifier out or say NO_NUMBER".formatted(qualifier));
        }
        if (number != null && qualifier == Qualifier.NO_NUMBER) {
            throw new Refusal("qualifier: NO_NUMBER does not go with the number %d; use EXACTLY, ABOUT or UP_TO"
                    .formatted(number));
        }
        if (number != null && unit == null) {
            throw new Refusal(
                    "unit: a number needs its unit, one of SETS, CONTAINERS, SPECIMENS, INDIVIDUALS, PERSONS, CASES");
        }
        if (number != null && number < 0) {
            throw new Refusal("number: %d is below 0".formatted(number));
        }
    }
}
