package org.handover.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The one machine that reads the figures has a token instead of a user: {@code Authorization: Bearer …}, of a file that both may read. It opens
 * {@code /actuator/prometheus} and nothing else.
 */
@Component
class MetricsToken {

    /** What a bearer of the token may. */
    static final String READS_METRICS = "reads-metrics";

    private static final int SHORTEST = 32;

    private final byte[] token;

    /**
     * @param file empty when no machine has a token
     * @throws StartRefused when the file is not there, or a token in it is so short that it could be guessed
     */
    MetricsToken(@Value("${handover.metrics.token-file}") String file) {
        this.token = file.isBlank() ? null : read(Path.of(file)).getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused(
                    "The token for the metrics cannot be read from %s.".formatted(file),
                    "Put a random one of 32 characters or more there, or leave HANDOVER_METRICS_TOKEN_FILE empty.");
        }
        if (token.length() < SHORTEST) {
            throw new StartRefused(
                    "The token for the metrics in %s is shorter than 32 characters.".formatted(file),
                    "Put a random one of 32 characters or more there.");
        }
        return token;
    }

    /** Signs the bearer in for one request. */
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (token != null
                && header != null
                && header.startsWith("Bearer ")
                && MessageDigest.isEqual(
                        token, header.substring("Bearer ".length()).strip().getBytes(StandardCharsets.UTF_8))) {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    "metrics", null, AuthorityUtils.createAuthorityList(READS_METRICS)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }
}
