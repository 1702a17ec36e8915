package org.handover.custody;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The last event of an item's chain, which with its hash stands for the whole chain.
 *
 * @param hash of that event
 */
public record ChainHead(String item, int sequence, String hash) {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /**
     * The Merkle root over chain heads, as RFC 6962 builds it. A leaf is SHA-256 over a byte 0 and the canonical form of item, sequence and hash; a
     * node is SHA-256 over a byte 1, its left and its right child. Leaves stand in the order of their items' UTF-8 bytes. A last one
     * without a partner goes up as it is; without any head the root is SHA-256 over nothing.
     *
     * @return in hexadecimal
     */
    public static String root(Collection<ChainHead> heads) {
        var byItem = new TreeMap<byte[], ChainHead>(Arrays::compareUnsigned);
        heads.forEach(head -> byItem.put(head.item().getBytes(StandardCharsets.UTF_8), head));
        var tree = new Tree();
        byItem.values().forEach(head -> tree.add(head.leaf()));
        return tree.root();
    }

    /** The leaf that stands for this head in the tree. */
    public byte[] leaf() {
        MessageDigest sha256 = Canonical.sha256();
        sha256.update(LEAF);
        return sha256.digest(Canonical.of(item, sequence, hash));
    }

    /** The tree over leaves that come one after the other, in the order of their items' UTF-8 bytes; it keeps no more than one node a level. */
    public static final class Tree {

        private final MessageDigest sha256 = Canonical.sha256();
        private final List<byte[]> nodes = new ArrayList<>();
        private long leaves;

        public void add(byte[] leaf) {
            nodes.add(leaf);
            leaves++;
            // Two of the same size become one of the next.
            for (long pairs = leaves; pairs % 2 == 0; pairs /= 2) {
                join();
            }
        }

        private void join() {
            byte[] right = nodes.remove(nodes.size() - 1);
            byte[] left = nodes.remove(nodes.size() - 1);
            sha256.update(NODE);
            sha256.update(left);
            nodes.add(sha256.digest(right));
        }

        /** In hexadecimal; nothing can be added afterwards. */
        public String root() {
            while (nodes.size() > 1) {
                join();
            }
            return HexFormat.of().formatHex(nodes.isEmpty() ? sha256.digest() : nodes.get(0));
        }
    }
}
