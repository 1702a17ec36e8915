package org.handover.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A downloaded archive: its files, and what the verifier says of it. */
public record Unpacked(Map<String, String> files, int code, String verdict) {

    public static Unpacked of(byte[] archive) {
        try {
            Path path = Files.createTempFile("archive", ".zip");
            Files.write(path, archive);
            var out = new ByteArrayOutputStream();
            int code = Verify.run(new String[] {Verify.COMMAND, path.toString()}, new PrintStream(out));
            Files.delete(path);
            return new Unpacked(files(archive), code, out.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(byte[] archive) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
