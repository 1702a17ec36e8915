package org.handover.engine;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.handover.once.AlreadyDone;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/**
 * The engine's REST API with two differences: where Camunda answers every failed start of an instance with 500, a start that is refused
 * for what was submitted is a bad request; and what is done already is a conflict.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    @Override
    protected void registerAdditionalResources() {
        register(RefusedStart.class);
        register(RefusedMessage.class);
    }

    /** Before Camunda's own mapper of the same exception. */
    @Priority(1)
    static class RefusedStart implements ExceptionMapper<RestException> {

        @Override
        public Response toResponse(RestException exception) {
            return answer(exception);
        }
    }

    /** What the engine says of a message that is refused. */
    @Priority(1)
    static class RefusedMessage implements ExceptionMapper<BadUserRequestException> {

        @Override
        public Response toResponse(BadUserRequestException exception) {
            return answer(exception);
        }
    }

    private static Response answer(Exception exception) {
        ExceptionHandlerHelper answers = ExceptionHandlerHelper.getInstance();
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal) {
                Response refused = answers.getResponse(
                        new InvalidRequestException(Response.Status.BAD_REQUEST, exception, exception.getMessage()));
                return cause instanceof AlreadyDone done
                        ? Response.fromResponse(refused).status(done.status()).build()
                        : refused;
            }
        }
        return answers.getResponse(exception);
    }
}
