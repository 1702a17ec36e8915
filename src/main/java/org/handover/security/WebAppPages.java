package org.handover.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Before the pages of the web apps: whoever is not signed in is led to the one sign-in instead of an app's own, and whoever may not open
 * an app is told so there. The pages carry the application's name, and Admin's nothing of the engine's metrics, which are off. Files of the web apps, and what their scripts ask for, pass.
 */
class WebAppPages extends OncePerRequestFilter {

    /** Paths of the apps whose last part is no file. */
    private static final Pattern PAGE = Pattern.compile("/camunda(/|/index\\.html|/app(/[^.]*)?)?");

    private static final String POLICY = "Content-Security-Policy";

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9_-]+)'");

    private final EngineAuthenticationProvider users;
    private final WebAppSessions sessions;
    private final Links links;

    WebAppPages(EngineAuthenticationProvider users, WebAppSessions sessions, Links links) {
        this.users = users;
        this.sessions = sessions;
        this.links = links;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Set.of("GET", "HEAD").contains(request.getMethod())
                || !PAGE.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Reader> reader = sessions.user(request).map(users::signedIn).map(Reader::of);
        boolean opens = reader.map(
                        person -> links.shut(request.getRequestURI(), person).isEmpty())
                .orElse(false);
        if (opens) {
            var page = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, page);
            if (page.getContentType() != null && page.getContentType().startsWith(MediaType.TEXT_HTML_VALUE)) {
                // Every byte is a character of this set and comes back as the same byte.
                String html = new String(page.getContentAsByteArray(), StandardCharsets.ISO_8859_1);
                page.resetBuffer();
                page.getOutputStream().write(own(html, page.getHeader(POLICY)).getBytes(StandardCharsets.ISO_8859_1));
            }
            page.copyBodyToResponse();
        } else {
            ToSignIn.send(request, response);
        }
    }

    /**
     * The page under the application's name and mark, with the nonce that its policy names. Camunda keeps the nonce of the page and that
     * of its header in one place for all requests: when two come at the same time, the browser would run none of the page's scripts.
     *
     * @param policy the page's Content-Security-Policy, null for none
     */
    static String own(String html, String policy) {
        String page = html.replaceAll("(<title>|content=\")Camunda ", "$1Handover ")
                // The engine counts nothing for it, and the page would show that nothing ever ran.
                .replace(
                        "app-name=\"admin\"",
                        "app-name=\"admin\" cam-exclude-plugins=\"admin.system:system-settings-metrics\"")
                .replaceAll("<link rel=\"icon\" href=\"[^\"]*\"", "<link rel=\"icon\" href=\"/board/mark.svg\"");
        var nonce = NONCE.matcher(policy == null ? "" : policy);
        return nonce.find() ? page.replaceAll("nonce=\"[^\"]*\"", "nonce=\"" + nonce.group(1) + "\"") : page;
    }
}
