package org.handover.security;

import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Answers what the server itself refuses, before any part of the application sees it, as with {@code %00} in a path: with a problem, or
 * with a page for a browser, and with the headers of every other answer.
 */
@Component
class UnreadableRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final MessageSource words;

    UnreadableRequests(MessageSource words) {
        this.words = words;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(Answer.class.getName());
            host.getPipeline().addValve(new Answer(words));
        });
    }

    static class Answer extends ErrorReportValve {

        private final MessageSource words;

        Answer(MessageSource words) {
            this.words = words;
        }

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                write(request, response);
            } catch (IOException | IllegalStateException gone) {
                // whoever asked has left, or has been answered
            }
        }

        private void write(Request request, Response response) throws IOException {
            Answers.fence(response, Answers.NOTHING_RUNS);
            String accept = request.getHeader("Accept");
            boolean page = accept != null && accept.contains("text/html");
            response.setCharacterEncoding("UTF-8");
            response.setContentType(page ? "text/html" : "application/problem+json");
            response.getReporter().write(page ? page(request) : problem(response.getStatus()));
        }

        /** Nothing of the request: what cannot be read is not repeated. */
        private static String problem(int status) {
            HttpStatus known = HttpStatus.resolve(status);
            return """
                    {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}"""
                    .formatted(
                            known == null ? "Error" : known.getReasonPhrase(),
                            status,
                            status < 500 ? "the request cannot be read" : "the request failed; the log says why");
        }

        private String page(Request request) {
            Locale language = request.getLocale().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
            String text = words.getMessage("signin.unreadable", null, language);
            return """
                    <!doctype html><html lang="%s"><meta charset="utf-8"><title>Handover</title><p>%s</p>"""
                    .formatted(language.getLanguage(), text);
        }
    }
}
