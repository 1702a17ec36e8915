package org.handover.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Backs up a running H2, whose file nobody else can open, into {@code handover.backup.folder}: a zip of the database's file at one moment,
 * named after that moment in UTC. PostgreSQL is backed up from outside, see {@code scripts/backup}.
 */
@Component
@ConditionalOnProperty("handover.backup.folder")
public class H2Backup {

    private static final Logger LOG = LoggerFactory.getLogger(H2Backup.class);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'handover-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final Path folder;

    H2Backup(
            JdbcClient jdbc,
            @Value("${handover.backup.folder}") Path folder,
            @Value("${spring.datasource.url}") String database) {
        if (!database.startsWith("jdbc:h2:file:")) {
            throw new IllegalStateException(
                    "handover.backup.folder is for an H2 in a file; back up PostgreSQL with scripts/backup");
        }
        this.jdbc = jdbc;
        this.folder = folder;
    }

    /** @return the file */
    @Scheduled(fixedDelayString = "${handover.backup.every}", initialDelayString = "${handover.backup.every}")
    public Path backUp() throws IOException {
        Path file = Files.createDirectories(folder).resolve(NAME.format(Instant.now()));
        jdbc.sql("backup to '%s'".formatted(file.toString().replace("'", "''"))).update();
        LOG.info("Backed up to {}, {} bytes", file, Files.size(file));
        return file;
    }
}
