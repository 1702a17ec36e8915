package org.handover.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.handover.seal.SignedDigest;

/** {@code java -jar … verify FILE}: says whether an export or a dossier is complete and unaltered, or what does not fit and why. */
public final class Verify {

    /** The first argument that asks for it. */
    public static final String COMMAND = "verify";

    private static final String USAGE =
            """
            usage: java -jar handover.jar verify FILE [--key FINGERPRINT] [--digest ROOT]
              FILE               an export or a dossier of a handover
              --key FINGERPRINT  the key it must be signed with, as whoever signs made it known
              --digest ROOT      a digest you have from before, e.g. on a printed protocol, that it must go on from
            The exit code is 0 when the file is complete and unaltered, 1 when it is not, 2 when it cannot be read.""";

    private Verify() {}

    /**
     * Checks a file and prints what it is.
     *
     * @param arguments beginning with {@link #COMMAND}
     * @return the exit code: 0 when the file is complete and unaltered, 1 when it is not, 2 when it cannot be read
     */
    public static int run(String[] arguments, PrintStream out) {
        Path file = null;
        String key = null;
        String digest = null;
        for (int i = 1; i < arguments.length; i++) {
            boolean last = i + 1 == arguments.length;
            if (arguments[i].equals("--key") && !last) {
                key = fingerprint(arguments[++i]);
            } else if (arguments[i].equals("--digest") && !last) {
                digest = fingerprint(arguments[++i]);
            } else if (!arguments[i].startsWith("--") && file == null) {
                file = Path.of(arguments[i]);
            } else {
                out.println(USAGE);
                return 2;
            }
        }
        if (file == null) {
            out.println(USAGE);
            return 2;
        }
        if (!Files.isReadable(file)) {
            out.printf("%s cannot be read%n", file);
            return 2;
        }
        return check(file, key, digest, out);
    }

    private static int check(Path file, String key, String digest, PrintStream out) {
        try {
            Archive.Contents contents = Archive.check(file);
            print(contents, out);
            refuseOtherKey(contents, key);
            refuseOtherPast(contents.digests(), digest);
            if (key == null) {
                out.println(
                        "This says nothing of who signed it: compare the key with the one that was made known, or use --key.");
            }
            out.println("COMPLETE AND UNALTERED");
            return 0;
        } catch (Fault fault) {
            out.println("NOT AS IT WAS SIGNED: " + fault.getMessage());
            return 1;
        } catch (IOException e) {
            out.printf("%s cannot be read: %s%n", file, e.getMessage());
            return 2;
        }
    }

    private static void print(Archive.Contents contents, PrintStream out) {
        SignedDigest last = contents.digests().get(contents.digests().size() - 1);
        out.printf(
                "%s of %s, made %s for %s, names %s%n",
                contents.kind().toLowerCase(Locale.ROOT),
                contents.reference(),
                contents.madeAt(),
                contents.madeFor(),
                contents.names().toLowerCase(Locale.ROOT));
        out.printf(
                "%d items, %d custody events, %d digests, %d files%n",
                contents.items(), contents.events(), contents.digests().size(), contents.files());
        if (contents.repairs() > 0) {
            out.printf("%d repairs proposed or done%n", contents.repairs());
        }
        out.printf("digest %d  %s%n", last.number(), last.root());
        out.printf("key       %s%n", contents.key());
        if (contents.unchecked() > 0) {
            out.printf(
                    "Of %d events the own hash was not checked: whose family it is was left out, and was recorded without a salt.%n",
                    contents.unchecked());
        }
    }

    private static void refuseOtherKey(Archive.Contents contents, String key) throws Fault {
        if (key != null && !key.equals(contents.key())) {
            throw new Fault("the file is signed with another key than %s", key);
        }
    }

    private static void refuseOtherPast(List<SignedDigest> digests, String digest) throws Fault {
        if (digest != null && digests.stream().noneMatch(each -> each.root().equals(digest))) {
            throw new Fault("the ledger does not go on from the digest %s", digest);
        }
    }

    /** As people write it: in groups, or in capital letters. */
    private static String fingerprint(String text) {
        return text.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
    }
}
