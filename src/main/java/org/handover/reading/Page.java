package org.handover.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.handover.vocabulary.Refusal;

/**
 * A part of a long list.
 *
 * @param number from 1
 * @param size how many rows it has at most
 */
public record Page(int number, int size) {

    /** How many rows a page of the board has. */
    public static final int BOARD = 50;

    private static final int MOST = 200;

    /** Everything: for a file, not for a page. */
    public static final Page ALL = new Page(1, Integer.MAX_VALUE);

    /**
     * What was asked for.
     *
     * @param number null for the first page
     * @param size null for 50; everything when both are null
     * @throws Refusal when a number is not possible
     */
    public static Page of(Integer number, Integer size) {
        if (number == null && size == null) {
            return ALL;
        }
        var problems = new ArrayList<String>();
        if (number != null && number < 1) {
            problems.add("page: %d is no page; the first is 1".formatted(number));
        }
        if (size != null && (size < 1 || size > MOST)) {
            problems.add("size: %d is not between 1 and %d".formatted(size, MOST));
        }
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return new Page(number == null ? 1 : number, size == null ? BOARD : size);
    }

    /**
     * The number of a page of the board, from an address that somebody may have written by hand.
     *
     * @return 1 for what is no number of a page: an old bookmark is no error
     */
    public static int number(String asked) {
        return asked.matches("0*[1-9][0-9]{0,5}") ? Integer.parseInt(asked) : 1;
    }

    /** How many rows come before it. */
    public long offset() {
        return (number - 1L) * size;
    }

    /** This part of a list that is short enough to be read as a whole. */
    public <T> Of<T> of(List<T> all) {
        return new Of<>(all.stream().skip(offset()).limit(size).toList(), all.size(), this);
    }

    /** One page of a list with what it is part of. */
    public record Of<T>(List<T> rows, int total, Page page) {

        /** The same page, with something else for each row. */
        public <R> Of<R> map(Function<? super T, ? extends R> shown) {
            return new Of<>(rows.stream().<R>map(shown).toList(), total, page);
        }

        public boolean isFirst() {
            return page.number == 1;
        }

        public boolean isLast() {
            return page.offset() + rows.size() >= total;
        }

        /** How many pages there are, one at least. */
        public int pages() {
            return Math.max(1, (int) ((total + (long) page.size - 1) / page.size));
        }

        /** The number of its first row, from 1; 0 when it has none. */
        public long from() {
            return rows.isEmpty() ? 0 : page.offset() + 1;
        }

        public long to() {
            return page.offset() + rows.size();
        }
    }
}
