package org.handover.engine;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response.Status;
import java.util.regex.Pattern;

/** Says where the figures are to whoever asks for the engine's own, which are off (docs/decisions/0015); the engine would call it a bad request. */
public final class NoMetrics implements ContainerRequestFilter {

    private static final Pattern METRICS = Pattern.compile("/?(engine/[^/]+/)?metrics(/.*)?");

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)
                && METRICS.matcher(request.getUriInfo().getPath()).matches()) {
            request.abortWith(
                    EngineErrors.problem(
                            Status.NOT_FOUND,
                            "the engine's own metrics are off, nothing is counted for them; operators read figures at /actuator/prometheus"));
        }
    }
}
