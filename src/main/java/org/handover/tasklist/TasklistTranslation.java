package org.handover.tasklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Translates what Tasklist shows of filters, tasks and processes on its way out: the engine keeps one name for everybody. Ids stay, and
 * so does every name that is not the one it came with: what an administrator has written is shown as it was written. A card names the
 * group that has the task where the list shows tasks of several groups.
 */
@Component
class TasklistTranslation extends OncePerRequestFilter {

    /** What Tasklist asks the engine for: filters, a filter's tasks, one task, processes to start. */
    private static final Pattern TRANSLATED = Pattern.compile(
            ".*/camunda/api/engine/engine/[\\w-]+/(filter(/[^/]+(/list)?)?|task/[^/]+|process-definition(/[^/]+)?)/?");

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    /** Of a card's variables, those whose values are words of the record, with the beginning of their keys. */
    private static final Map<String, String> WORDS = Map.of("dnaTest", "line.");

    private static final String GROUP = "group";

    private final LocaleResolver locales;
    private final MessageSource texts;
    private final CandidateGroups groups;
    private final ObjectMapper json = new ObjectMapper();

    TasklistTranslation(LocaleResolver localeResolver, MessageSource texts, CandidateGroups groups) {
        this.locales = localeResolver;
        this.texts = texts;
        this.groups = groups;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET")
                || request.getMethod().equals("POST") && request.getRequestURI().endsWith("/list");
        return !reads || !TRANSLATED.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        byte[] content = answer.getContentAsByteArray();
        if (answer.getStatus() == HttpServletResponse.SC_OK
                && content.length > 0
                && String.valueOf(answer.getContentType()).contains("json")) {
            JsonNode read = json.readTree(content);
            new Words(locales.resolveLocale(request)).translate(read);
            answer.resetBuffer();
            answer.getOutputStream().write(json.writeValueAsBytes(read));
        }
        answer.copyBodyToResponse();
    }

    /** One answer in one language. */
    private final class Words {

        private final Locale language;

        Words(Locale language) {
            this.language = language;
        }

        void translate(JsonNode answer) {
            if (answer instanceof ArrayNode all) {
                all.forEach(this::translate);
            } else if (answer instanceof ObjectNode one) {
                if (one.has("_embedded")) {
                    list(one);
                }
                if (one.has("resourceType") && one.has("properties")) {
                    filter(one);
                } else if (one.has("taskDefinitionKey")) {
                    task(one, process(one));
                } else if (one.has("historyTimeToLive")) {
                    process(one, one.path("key").asText());
                }
            }
        }

        private void filter(ObjectNode filter) {
            String id = filter.path("id").asText();
            replace(filter, "name", "filter." + id + ".name");
            if (!(filter.get("properties") instanceof ObjectNode properties)) {
                return;
            }
            if (id.startsWith("handover:")) {
                replace(properties, "description", "filter.handover.description", id.substring("handover:".length()));
            } else {
                replace(properties, "description", "filter." + id + ".description");
            }
            properties.path("variables").forEach(variable -> {
                if (variable instanceof ObjectNode shown) {
                    replace(shown, "label", "card." + shown.path("name").asText());
                }
            });
        }

        /** A page of tasks with what their cards show. */
        private void list(ObjectNode page) {
            JsonNode embedded = page.path("_embedded");
            var processes = new HashMap<String, String>();
            embedded.path("processDefinition").forEach(definition -> {
                processes.put(
                        definition.path("id").asText(), definition.path("key").asText());
                process((ObjectNode) definition, definition.path("key").asText());
            });
            JsonNode tasks = embedded.path("task");
            tasks.forEach(each -> {
                var task = (ObjectNode) each;
                task(
                        task,
                        processes.getOrDefault(task.path("processDefinitionId").asText(), process(task)));
                task.path("_embedded").path("variable").forEach(variable -> value((ObjectNode) variable));
            });
            if (tasks.size() > 1) {
                nameGroups(tasks);
            }
        }

        private void nameGroups(JsonNode tasks) {
            var ids = new ArrayList<String>();
            tasks.forEach(task -> ids.add(task.path("id").asText()));
            Map<String, List<String>> ofTask = groups.of(ids);
            if (Set.copyOf(ofTask.values()).size() < 2) {
                return;
            }
            tasks.forEach(task -> {
                List<String> of = ofTask.get(task.path("id").asText());
                if (of != null && task.path("_embedded").get("variable") instanceof ArrayNode variables) {
                    String value = String.join(
                            ", ",
                            of.stream()
                                    .map(group -> text("group." + group, group))
                                    .toList());
                    variables
                            .addObject()
                            .put("name", GROUP)
                            .put("type", "String")
                            .put("value", value);
                }
            });
        }

        private void task(ObjectNode task, String process) {
            replace(
                    task,
                    "name",
                    "step.%s.%s"
                            .formatted(process, task.path("taskDefinitionKey").asText()));
        }

        private void process(ObjectNode definition, String key) {
            replace(definition, "name", "process." + key);
        }

        private void value(ObjectNode variable) {
            String words = WORDS.get(variable.path("name").asText());
            if (words != null) {
                String value = variable.path("value").asText();
                variable.put("value", text(words + value, value));
            }
        }

        /** Puts a text in its place where it still is the one it came with, in whatever language. */
        private void replace(ObjectNode node, String field, String key, Object... values) {
            String present = node.path(field).asText(null);
            String own = texts.getMessage(key, values, null, language);
            if (present == null || own == null) {
                return;
            }
            for (Locale each : LANGUAGES) {
                if (present.equals(texts.getMessage(key, values, null, each))) {
                    node.put(field, own);
                    return;
                }
            }
        }

        private String text(String key, String otherwise) {
            return texts.getMessage(key, null, otherwise, language);
        }

        /** The id of a definition begins with its key. */
        private static String process(ObjectNode task) {
            return task.path("processDefinitionId").asText().split(":")[0];
        }
    }
}
