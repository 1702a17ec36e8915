package org.handover.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request that was an act, was refused, or showed names or kin.
 *
 * @param chain of the process that answered it
 * @param sequence within the chain, from 1
 * @param at when it was answered, UTC
 * @param actor id of the user; null when nobody is known who asked
 * @param address where it came from
 * @param path without what stands behind the question mark
 * @param status of the answer
 * @param namesOf keys of the cases and objects whose names were shown, or references of handovers; null for none
 * @param kinOf the same of kin
 * @param previousHash of the entry before in the chain; zeros for the first
 */
public record AuditEntry(
        String chain,
        long sequence,
        Instant at,
        Kind kind,
        String actor,
        String address,
        String method,
        String path,
        int status,
        String namesOf,
        String kinOf,
        String previousHash,
        String hash) {

    static final String NONE_BEFORE = "0".repeat(64);

    /** What an entry says of a request. */
    public enum Kind {
        SIGN_IN,
        SIGN_IN_REFUSED,
        SIGN_OUT,
        /** Something was done. */
        ACT,
        /** An act that the rules or its input did not allow. */
        REFUSED,
        /** What this person may not do or see. */
        DENIED,
        /** An act that failed within the machinery. */
        FAILED,
        /** Names or kin were shown. */
        READ
    }

    AuditEntry hashed() {
        return new AuditEntry(
                chain,
                sequence,
                at,
                kind,
                actor,
                address,
                method,
                path,
                status,
                namesOf,
                kinOf,
                previousHash,
                digest());
    }

    /** SHA-256 over the fields in their order, a line each; none of them holds a line break. */
    String digest() {
        String text = Stream.of(
                        chain, sequence, at, kind, actor, address, method, path, status, namesOf, kinOf, previousHash)
                .map(field -> Objects.toString(field, ""))
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
