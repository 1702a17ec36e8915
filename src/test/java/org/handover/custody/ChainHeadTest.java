package org.handover.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The canonical form and the Merkle root as docs/verification.md has them, written a second time from there. */
class ChainHeadTest {

    /** RFC 6962, section 2.1: split at the largest power of two that is smaller. */
    private static byte[] tree(List<String> leaves) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        if (leaves.isEmpty()) {
            return sha256.digest();
        }
        if (leaves.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(leaves.get(0).getBytes(StandardCharsets.UTF_8));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = tree(leaves.subList(0, split));
        byte[] right = tree(leaves.subList(split, leaves.size()));
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    @Test
    void rootIsThatOfRfc6962_inWhateverOrderTheHeadsCome() throws Exception {
        var heads = new ArrayList<ChainHead>();
        var leaves = new ArrayList<String>();
        for (int number = 0; number < 40; number++) {
            assertThat(ChainHead.root(heads)).isEqualTo(HexFormat.of().formatHex(tree(leaves)));
            // In the order of their bytes, an item beyond the basic plane comes after one that is not.
            String item = "KOR-2018-01/"
                    + (number < 38 ? "C-%02d".formatted(number) : number == 38 ? "\uffee" : "\ud83d\ude00");
            int bytes = item.getBytes(StandardCharsets.UTF_8).length;
            heads.add(new ChainHead(item, number + 1, "ab"));
            String sequence = String.valueOf(number + 1);
            leaves.add(bytes + ":" + item + sequence.length() + ":" + sequence + "2:ab");
            Collections.shuffle(heads, new Random(number));
        }
    }

    @Test
    void canonicalForm() {
        assertThat(new String(Canonical.of("é", 12, null, ""), StandardCharsets.UTF_8))
                .isEqualTo("2:é2:12-0:");
        assertThat(Canonical.hash("a")).isEqualTo(Canonical.hash("a")).isNotEqualTo(Canonical.hash("a", null));
    }
}
