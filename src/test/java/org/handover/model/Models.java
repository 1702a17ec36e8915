package org.handover.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The model files of the project. */
public final class Models {

    public static final Path FOLDER = Path.of("bpmn");

    private Models() {}

    public static List<Path> bpmn() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }
}
