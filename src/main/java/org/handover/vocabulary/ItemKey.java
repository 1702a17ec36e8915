package org.handover.vocabulary;

/**
 * Something within a handover: a container {@code KOR-2018-01/C-07}, a specimen {@code KOR-2018-01/C-07/12}, an individual
 * {@code KOR-2018-01/I-012}, a sample {@code KOR-2018-01/S-0001}.
 */
public record ItemKey(Reference reference, String number) {

    /** @throws Refusal when there is no number after the reference */
    public ItemKey {
        if (number == null || number.isBlank() || number.startsWith("/") || number.endsWith("/")) {
            throw new Refusal("'%s/%s' names nothing within a handover; an item is e.g. KOR-2018-01/C-07"
                    .formatted(reference, number));
        }
    }

    /** @throws Refusal when the business key is not a reference, a slash and a number */
    public static ItemKey parse(String businessKey) {
        Reference reference = Reference.of(businessKey);
        String rest = businessKey.substring(reference.value().length());
        return new ItemKey(reference, rest.isEmpty() ? "" : rest.substring(1));
    }

    /** A part of this item: container {@code C-07} and {@code 12} make the specimen {@code C-07/12}. */
    public ItemKey part(String part) {
        return new ItemKey(reference, number + "/" + part);
    }

    @Override
    public String toString() {
        return reference + "/" + number;
    }
}
