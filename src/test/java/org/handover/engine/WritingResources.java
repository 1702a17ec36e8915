package org.handover.engine;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Finds every resource of the engine's REST API that can write, by its annotations: {@code POST /task/{id}/complete}. */
final class WritingResources {

    private static final List<Class<? extends Annotation>> WRITING = List.of(POST.class, PUT.class, DELETE.class);

    private static final List<Class<? extends Annotation>> READING = List.of(GET.class, OPTIONS.class);

    private final Set<String> found = new TreeSet<>();

    static Set<String> found() {
        var resources = new WritingResources();
        CamundaRestResources.getResourceClasses().stream()
                .filter(root -> root.isAnnotationPresent(Path.class))
                .forEach(root ->
                        resources.walk(root, root.getAnnotation(Path.class).value(), Set.of()));
        // The same ones once more, for an engine by its name.
        resources.found.removeIf(each -> each.contains("/engine/{name}"));
        return resources.found;
    }

    private void walk(Class<?> resource, String base, Set<Class<?>> above) {
        if (above.contains(resource)) {
            return;
        }
        var within = new HashSet<>(above);
        within.add(resource);
        for (Method method : resource.getMethods()) {
            Path below = AnnotatedElementUtils.findMergedAnnotation(method, Path.class);
            String path = below == null ? base : base + "/" + below.value();
            for (Class<? extends Annotation> verb : WRITING) {
                if (AnnotatedElementUtils.hasAnnotation(method, verb)) {
                    found.add(verb.getSimpleName() + " " + path.replaceAll("/+", "/"));
                }
            }
            boolean answers = WRITING.stream().anyMatch(verb -> AnnotatedElementUtils.hasAnnotation(method, verb))
                    || READING.stream().anyMatch(verb -> AnnotatedElementUtils.hasAnnotation(method, verb));
            if (below != null && !answers) {
                walk(method.getReturnType(), path, within);
            }
        }
    }
}
