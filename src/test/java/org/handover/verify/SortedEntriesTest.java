package org.handover.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedEntriesTest {

    private static final int ITEMS = 15_000;

    @Test
    void moreThanAreKeptInMemory_comeItemByItem_eachInOrder() throws Exception {
        var added = new ArrayList<SortedEntries.Entry>();
        IntStream.range(0, ITEMS).forEach(item -> IntStream.rangeClosed(1, 3)
                .forEach(sequence -> added.add(new SortedEntries.Entry(
                        "BIG-2019-01/C-%05d".formatted(item), 1, sequence, "hash " + sequence))));
        Collections.shuffle(added, new Random(1953));
        try (var entries = new SortedEntries()) {
            for (SortedEntries.Entry each : added) {
                entries.add(each);
            }
            SortedEntries.Reader read = entries.read();
            for (int item = 0; item < ITEMS; item++) {
                List<SortedEntries.Entry> next = read.item();
                assertThat(next.get(0).item()).isEqualTo("BIG-2019-01/C-%05d".formatted(item));
                assertThat(next).extracting(SortedEntries.Entry::sequence).containsExactly(1, 2, 3);
                assertThat(next).extracting(SortedEntries.Entry::hash).containsExactly("hash 1", "hash 2", "hash 3");
            }
            assertThat(read.item()).isEmpty();
        }
    }

    @Test
    void textWithoutEnd_isRefused() throws Exception {
        try (var entries = new SortedEntries()) {
            var endless = new SortedEntries.Entry("I".repeat(5_000), 1, 7, "hash");
            assertThatThrownBy(() -> entries.add(endless))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("event 7: is too long");
        }
    }
}
