package org.handover.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Answers who is not signed in, or may not, with problem+json. */
@Component
class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String REALM = "handover";

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (ToSignIn.isPageOf(request)) {
            // Somebody follows a link, say to a table: the one sign-in is theirs too.
            ToSignIn.send(request, response);
            return;
        }
        if (!ToSignIn.isBrowser(request)) {
            // A browser would ask for a password in a window of its own, over a form that somebody is filling in.
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"%s\", charset=\"UTF-8\"".formatted(REALM));
        }
        write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "sign in: with user and password (HTTP Basic), or in a browser at /sign-in");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                failure instanceof CsrfException
                        ? "whoever writes with a session sends its token along, as header X-XSRF-TOKEN"
                        : "only members of the handover's groups may do this");
    }

    private void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getWriter(), problem);
    }
}
