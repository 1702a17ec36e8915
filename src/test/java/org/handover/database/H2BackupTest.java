package org.handover.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2BackupTest {

    @TempDir
    private Path folder;

    private Path backups;
    private JdbcClient jdbc;
    private String url;

    @BeforeEach
    void open() {
        backups = folder.resolve("backups");
        url = "jdbc:h2:file:%s".formatted(folder.resolve("handover"));
        var database = new JdbcDataSource();
        database.setURL(url);
        jdbc = JdbcClient.create(database);
    }

    private H2Backup keeping(int keep) {
        return new H2Backup(jdbc, backups, Duration.ofDays(1), keep, url);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(backups)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void backup_isMadeWhenTheLastOneIsOld_howeverShortTheApplicationRuns() throws IOException {
        Files.createDirectories(backups);
        Files.createFile(backups.resolve("handover-20180727T000000Z.zip"));

        keeping(30).backUpWhenDue();
        assertThat(names()).hasSize(2);

        keeping(30).backUpWhenDue();
        assertThat(names()).as("another start within the day").hasSize(2);
    }

    @Test
    void oldBackups_go_andNothingElse() throws IOException {
        Files.createDirectories(backups);
        for (String name : List.of("handover-20180727T000000Z.zip", "handover-20180728T000000Z.zip", "readme.txt")) {
            Files.createFile(backups.resolve(name));
        }

        keeping(2).backUpWhenDue();

        assertThat(names()).hasSize(3).contains("handover-20180728T000000Z.zip", "readme.txt");
    }

    @Test
    void keepingNone_isRefused() {
        assertThatThrownBy(() -> keeping(0)).hasMessage("handover.backup.keep is 0; 1 backup is the least");
    }
}
