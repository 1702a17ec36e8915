package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.util.UriUtils;

/** Leads whoever is not signed in, or may not read, from a page to the sign-in; scripts are told by the status alone. */
class ToSignIn implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String PATH = "/sign-in";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (isScript(request)) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            // htmx loads the page anew, and the page leads to the sign-in.
            response.setHeader("HX-Refresh", "true");
        } else {
            send(request, response);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException, jakarta.servlet.ServletException {
        if (isScript(request)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        } else if (failure instanceof CsrfException) {
            // The page was open for too long, or from another site.
            String to = request.getParameter("to");
            redirect(PATH + "?again" + (to == null ? "" : "&to=" + encoded(Destination.of(to))), response);
        } else {
            request.getRequestDispatcher(PATH + "/denied").forward(request, response);
        }
    }

    /** The path comes back after the sign-in; what stands behind # the browser keeps by itself. */
    static void send(HttpServletRequest request, HttpServletResponse response) {
        String to = Destination.BOARD;
        if (request.getMethod().equals("GET")) {
            String query = request.getQueryString();
            to = request.getRequestURI() + (query == null ? "" : "?" + query);
        }
        redirect(PATH + (to.equals(Destination.BOARD) ? "" : "?to=" + encoded(to)), response);
    }

    private static void redirect(String path, HttpServletResponse response) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, path);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static String encoded(String to) {
        return UriUtils.encode(to, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    /** Whether a browser asks, because somebody types an address or follows a link. */
    static boolean isPageOf(HttpServletRequest request) {
        return request.getMethod().equals("GET") && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }

    /** Whether a browser asks, for whatever reason. */
    static boolean isBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Mode") != null;
    }

    private static boolean isScript(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader("HX-Request") != null
                || request.getServletPath().startsWith("/live")
                || accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
