package org.handover.engine;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/**
 * The engine's REST API with one difference: where Camunda answers every failed start of an instance with 500, a start that is refused
 * for what was submitted is a bad request.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    @Override
    protected void registerAdditionalResources() {
        register(RefusedStart.class);
    }

    /** Before Camunda's own mapper of the same exception. */
    @Priority(1)
    static class RefusedStart implements ExceptionMapper<RestException> {

        @Override
        public Response toResponse(RestException exception) {
            ExceptionHandlerHelper answers = ExceptionHandlerHelper.getInstance();
            for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal) {
                    return answers.getResponse(new InvalidRequestException(
                            Response.Status.BAD_REQUEST, exception, exception.getMessage()));
                }
            }
            return answers.getResponse(exception);
        }
    }
}
