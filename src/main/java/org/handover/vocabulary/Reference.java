package org.handover.vocabulary;

import java.util.regex.Pattern;

/** The reference of a handover, e.g. {@code KOR-2018-01}: the business key of its process instance. */
public record Reference(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{1,38}[A-Z0-9]");

    /** @throws Refusal when the text is not 3 to 40 capital letters, digits and dashes */
    public Reference {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new Refusal(
                    "reference: '%s' is not a reference; use 3 to 40 capital letters, digits and dashes, e.g. KOR-2018-01"
                            .formatted(value));
        }
    }

    /** The handover part of a business key: {@code KOR-2018-01/C-07} belongs to {@code KOR-2018-01}. */
    public static Reference of(String businessKey) {
        if (businessKey == null) {
            return new Reference(null);
        }
        int slash = businessKey.indexOf('/');
        return new Reference(slash < 0 ? businessKey : businessKey.substring(0, slash));
    }

    /** The key of something within the handover, e.g. {@code KOR-2018-01/C-07}. */
    public ItemKey item(String number) {
        return new ItemKey(this, number);
    }

    @Override
    public String toString() {
        return value;
    }
}
