package org.handover.vocabulary;

import java.util.List;

/**
 * An act is refused because of what was submitted, when, or by whom. Each problem says what is wrong, where, and what would be
 * right. Nothing was written. Failures of machinery are never a refusal.
 */
public class Refusal extends RuntimeException {

    private final transient List<String> problems;

    public Refusal(String problem) {
        this(List.of(problem));
    }

    public Refusal(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }
}
