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
        MessageDigest sha256 = Canonical.sha256();
        List<byte[]> level = new ArrayList<>(heads.size());
        var byItem = new TreeMap<byte[], ChainHead>(Arrays::compareUnsigned);
        heads.forEach(head -> byItem.put(head.item().getBytes(StandardCharsets.UTF_8), head));
        byItem.values().forEach(head -> level.add(head.leaf(sha256)));
        while (level.size() > 1) {
            int parents = 0;
            for (int i = 0; i < level.size(); i += 2) {
                byte[] parent = level.get(i);
                if (i + 1 < level.size()) {
                    sha256.update(NODE);
                    sha256.update(parent);
                    parent = sha256.digest(level.get(i + 1));
                }
                level.set(parents++, parent);
            }
            level.subList(parents, level.size()).clear();
        }
        return HexFormat.of().formatHex(level.isEmpty() ? sha256.digest() : level.get(0));
    }

    private byte[] leaf(MessageDigest sha256) {
        sha256.update(LEAF);
        return sha256.digest(Canonical.of(item, sequence, hash));
    }
}
