package org.handover.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.handover.custody.Canonical;
import org.handover.seal.SigningKeys;
import org.handover.verify.ArchiveSignature;

/** Writes an archive as it goes: files, then the manifest with the hash of each, then the signature over all of it. */
final class ArchiveWriter {

    /** The same in every archive; when it was made stands in the manifest. */
    private static final long NO_TIME = 315_532_800_000L;

    private final Sealed sealed;
    private final ZipOutputStream zip;
    private final ObjectMapper json;
    private final List<FileLine> files = new ArrayList<>();

    ArchiveWriter(OutputStream out, ObjectMapper json) {
        this.sealed = new Sealed(out);
        this.zip = new ZipOutputStream(sealed, StandardCharsets.UTF_8);
        this.json = json;
        zip.setComment(" ".repeat(ArchiveSignature.LENGTH));
    }

    record FileLine(String name, long bytes, String sha256) {}

    /**
     * Who gets what.
     *
     * @param kind {@code EXPORT} or {@code DOSSIER}
     * @param names {@code SHOWN}, or {@code WITHHELD} where the reader may not see all of them
     * @param digest number of the last digest
     */
    record Head(String kind, String reference, String madeAt, String madeFor, String names, int digest) {}

    private record Manifest(
            String format,
            String kind,
            String reference,
            String madeAt,
            String madeFor,
            String names,
            int digest,
            String key,
            List<FileLine> files) {}

    /** What goes into a file. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Lines of JSON, one after the other. */
    interface Lines {
        void write(Line next);
    }

    interface Line {
        void add(Object row);
    }

    void file(String name, Content content) throws IOException {
        MessageDigest sha256 = Canonical.sha256();
        begin(name);
        var counted = new Counted(new DigestOutputStream(zip, sha256));
        content.write(counted);
        counted.flush();
        zip.closeEntry();
        files.add(new FileLine(name, counted.bytes, HexFormat.of().formatHex(sha256.digest())));
    }

    void json(String name, Object value) throws IOException {
        file(name, out -> {
            out.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
            out.write('\n');
        });
    }

    void lines(String name, Lines lines) throws IOException {
        file(
                name,
                out -> lines.write(row -> {
                    try {
                        out.write(json.writeValueAsBytes(row));
                        out.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    /** Without this call the archive has no end, and nobody takes it for whole. */
    void finish(Head head, SigningKeys.Signer signer) throws IOException {
        begin("manifest.json");
        zip.write(json.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Manifest(
                        "handover archive 1",
                        head.kind(),
                        head.reference(),
                        head.madeAt(),
                        head.madeFor(),
                        head.names(),
                        head.digest(),
                        signer.key().fingerprint(),
                        files)));
        zip.closeEntry();
        zip.finish();
        sealed.end(signer);
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] part, int offset, int length) throws IOException {
            out.write(part, offset, length);
            bytes += length;
        }
    }

    /** Keeps back as many bytes as the signature has, and writes it in their place at the end. */
    private static final class Sealed extends OutputStream {

        private final OutputStream out;
        private final MessageDigest sha256 = Canonical.sha256();
        private byte[] kept = new byte[0];

        Sealed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] part, int offset, int length) throws IOException {
            var all = new byte[kept.length + length];
            System.arraycopy(kept, 0, all, 0, kept.length);
            System.arraycopy(part, offset, all, kept.length, length);
            int sure = Math.max(0, all.length - ArchiveSignature.LENGTH);
            out.write(all, 0, sure);
            sha256.update(all, 0, sure);
            kept = Arrays.copyOfRange(all, sure, all.length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        void end(SigningKeys.Signer signer) throws IOException {
            byte[] message = ArchiveSignature.message(HexFormat.of().formatHex(sha256.digest()));
            String signature = Base64.getEncoder().encodeToString(signer.sign(message));
            out.write(new ArchiveSignature(signer.key().fingerprint(), signature).bytes());
            out.flush();
        }
    }
}
