package org.handover.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators run, of {@code scripts}. */
final class Scripts {

    private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");

    private Scripts() {}

    /** Whether this machine has a pg_dump that reads the server. */
    static boolean canDump(JdbcClient server) throws InterruptedException {
        try {
            Process version = new ProcessBuilder("pg_dump", "--version").start();
            String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var major = MAJOR.matcher(said);
            int needed = server.sql("select current_setting('server_version_num')::int / 10000")
                    .query(Integer.class)
                    .single();
            return version.waitFor() == 0 && major.find() && Integer.parseInt(major.group(1)) >= needed;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** @return what it says */
    static String run(String script, String url, Path file) throws Exception {
        return run(script, url, file, true);
    }

    static String refused(String script, String url, Path file) throws Exception {
        return run(script, url, file, false);
    }

    private static String run(String script, String url, Path file, boolean succeeds) throws Exception {
        var builder = new ProcessBuilder(
                        Path.of("scripts", script).toAbsolutePath().toString(), file.toString())
                .redirectErrorStream(true);
        builder.environment().putAll(Node.environment(url));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if ((process.waitFor() == 0) != succeeds) {
            throw new AssertionError(said);
        }
        return said;
    }
}
