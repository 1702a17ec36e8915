package org.handover.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The models as they were released; instances that follow them may still run somewhere. */
public final class ReleasedModels {

    private static final Path FOLDER = Path.of("src", "test", "resources", "released-models");

    private ReleasedModels() {}

    public static List<String> versions() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    public static List<Path> of(String version) throws IOException {
        try (var files = Files.list(FOLDER.resolve(version))) {
            return files.sorted().toList();
        }
    }
}
