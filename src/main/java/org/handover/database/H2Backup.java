package org.handover.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Backs up a running H2, whose file nobody else can open, into {@code handover.backup.folder}: a zip of the database's file at one moment,
 * named after that moment in UTC; older ones go when there are {@code handover.backup.keep}. PostgreSQL is backed up from outside, see {@code scripts/backup}.
 */
@Component
@ConditionalOnProperty("handover.backup.folder")
public class H2Backup {

    private static final Logger LOG = LoggerFactory.getLogger(H2Backup.class);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'handover-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

    private static final String PATTERN = "handover-????????T??????Z.zip";

    private final JdbcClient jdbc;
    private final Path folder;
    private final Duration every;
    private final int keep;

    H2Backup(
            JdbcClient jdbc,
            @Value("${handover.backup.folder}") Path folder,
            @Value("${handover.backup.every}") Duration every,
            @Value("${handover.backup.keep}") int keep,
            @Value("${spring.datasource.url}") String database) {
        if (!database.startsWith("jdbc:h2:file:")) {
            throw new IllegalStateException(
                    "handover.backup.folder is for an H2 in a file; back up PostgreSQL with scripts/backup");
        }
        if (keep < 1) {
            throw new IllegalStateException("handover.backup.keep is %d; 1 backup is the least".formatted(keep));
        }
        this.jdbc = jdbc;
        this.folder = folder;
        this.every = every;
        this.keep = keep;
    }

    /** Looks every hour, and not {@code handover.backup.every} after the start: a machine that is restarted daily is backed up all the same. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void backUpWhenDue() throws IOException {
        List<Path> there = backups();
        if (there.isEmpty() || at(there.get(there.size() - 1)).plus(every).isBefore(Instant.now())) {
            backUp();
            forget();
        }
    }

    /** @return the file */
    public Path backUp() throws IOException {
        Path file = Files.createDirectories(folder).resolve(NAME.format(Instant.now()));
        Path part = folder.resolve(file.getFileName() + ".part");
        jdbc.sql("backup to '%s'".formatted(part.toString().replace("'", "''"))).update();
        Files.move(part, file);
        LOG.info("Backed up to {}, {} bytes", file, Files.size(file));
        return file;
    }

    private void forget() throws IOException {
        List<Path> there = backups();
        for (Path old : there.subList(0, Math.max(0, there.size() - keep))) {
            Files.delete(old);
            LOG.info("Removed the backup {}", old);
        }
    }

    /** The oldest first. */
    private List<Path> backups() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.newDirectoryStream(folder, PATTERN)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        }
    }

    private static Instant at(Path backup) {
        return NAME.parse(backup.getFileName().toString(), Instant::from);
    }
}
