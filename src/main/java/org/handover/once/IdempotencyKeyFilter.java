package org.handover.once;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the key of an act from the request's header. */
@Component
class IdempotencyKeyFilter extends OncePerRequestFilter {

    /** A string as structured fields write it, in quotes, or the bare word that most clients send. */
    private static final Pattern KEY = Pattern.compile("\"([!#-\\[\\]-~]{1,128})\"|([!#-\\[\\]-~]{1,128})");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(IdempotencyKey.HEADER);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        var key = KEY.matcher(header.strip());
        if (!key.matches()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getWriter()
                    .write(
                            """
                    {"title":"Bad Request","status":400,"detail":"Idempotency-Key: is not a key; give 1 to 128 printable characters without a space, e.g. a UUID"}""");
            return;
        }
        try {
            IdempotencyKey.with(key.group(1) == null ? key.group(2) : key.group(1), () -> {
                try {
                    chain.doFilter(request, response);
                } catch (IOException | ServletException e) {
                    throw new Carried(e);
                }
                return null;
            });
        } catch (Carried carried) {
            if (carried.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw (ServletException) carried.getCause();
        }
    }

    /** A checked exception on its way through a supplier. */
    private static final class Carried extends RuntimeException {

        private static final long serialVersionUID = 1;

        Carried(Exception cause) {
            super(cause);
        }
    }
}
