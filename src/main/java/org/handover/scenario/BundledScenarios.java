package org.handover.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The scenarios that come with the application, and those in files. */
@Component
public class BundledScenarios {

    private static final String SUFFIX = ".jsonl";

    private final ResourcePatternResolver resources;
    private final ResourceLoader loader;

    BundledScenarios(ResourcePatternResolver resources, ResourceLoader loader) {
        this.resources = resources;
        this.loader = loader;
    }

    /** Their names, e.g. {@code korea-2018-to-july-18}. */
    public List<String> names() {
        return Arrays.stream(bundled())
                .map(Resource::getFilename)
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .sorted()
                .toList();
    }

    /** The text of a scenario that comes with the application. */
    public Optional<String> find(String name) {
        return Arrays.stream(bundled())
                .filter(resource -> (name + SUFFIX).equals(resource.getFilename()))
                .findFirst()
                .map(BundledScenarios::text);
    }

    /** The text of a bundled scenario by name, or else of a file. */
    String nameOrFile(String nameOrFile) {
        return find(nameOrFile).orElseGet(() -> {
            String location = nameOrFile.contains(":") ? nameOrFile : "file:" + nameOrFile;
            Resource file = loader.getResource(location);
            if (!file.exists()) {
                throw new IllegalStateException(
                        "handover.scenario: there is no scenario '%s'; it is a file, or one of %s"
                                .formatted(nameOrFile, names()));
            }
            return text(file);
        });
    }

    private Resource[] bundled() {
        try {
            return resources.getResources("classpath*:scenarios/*" + SUFFIX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
