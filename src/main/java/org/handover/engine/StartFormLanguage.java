package org.handover.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Start forms in the reader's language. They are Camunda Forms, which Tasklist's and Cockpit's start dialogs fetch from the engine and
 * draw themselves, so they are translated on their way out: of the REST API and of the web apps. The texts are those of the embedded
 * forms, {@code static/forms/ko/<model>.json}, with the English text as the key.
 */
@Component
class StartFormLanguage extends OncePerRequestFilter {

    private static final String START_FORM = "/deployed-start-form";
    private static final String CATALOGUES = "classpath:static/forms/ko/*.json";

    /** The properties of a Camunda Form that people read. */
    private static final List<String> TEXTS = List.of("label", "dateLabel", "timeLabel", "description", "text");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocaleResolver locales;
    private final Map<String, String> korean = new HashMap<>();

    StartFormLanguage(LocaleResolver locales, ResourcePatternResolver resources) throws IOException {
        this.locales = locales;
        for (Resource catalogue : resources.getResources(CATALOGUES)) {
            try (InputStream content = catalogue.getInputStream()) {
                korean.putAll(JSON.readValue(content, new TypeReference<Map<String, String>>() {}));
            }
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().endsWith(START_FORM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        Locale locale = locales.resolveLocale(request);
        if (!locale.getLanguage().equals(Locale.KOREAN.getLanguage())) {
            chain.doFilter(request, response);
            return;
        }
        var answer = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, answer);
        byte[] form = answer.getContentAsByteArray();
        if (answer.getStatus() == HttpServletResponse.SC_OK && form.length > 0 && form[0] == '{') {
            JsonNode translated = JSON.readTree(form);
            translate(translated);
            answer.resetBuffer();
            answer.getOutputStream().write(JSON.writeValueAsBytes(translated));
        }
        answer.copyBodyToResponse();
    }

    private void translate(JsonNode node) {
        node.forEach(this::translate);
        if (node instanceof ObjectNode object) {
            for (String name : TEXTS) {
                String english = object.path(name).textValue();
                if (english != null) {
                    object.set(name, TextNode.valueOf(korean.getOrDefault(english, english)));
                }
            }
        }
    }
}
