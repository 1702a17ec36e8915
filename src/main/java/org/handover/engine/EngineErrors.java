package org.handover.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.ibatis.exceptions.PersistenceException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.variable.impl.value.AbstractTypedValue;
import org.handover.database.Outage;
import org.handover.once.AlreadyDone;
import org.handover.vocabulary.Refusal;
import org.handover.vocabulary.TooLarge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/**
 * What the engine's REST API answers when something fails. Camunda answers much bad input with 500, and with whatever the database said;
 * here bad input is a bad request, while the database is away the answer is 503, and of a failure of machinery only the log knows the cause.
 */
public final class EngineErrors {

    /** For the REST applications. */
    public static final Set<Class<?>> MAPPERS = Set.of(OfRest.class, OfEngine.class, OfAnything.class);

    private static final Logger LOG = LoggerFactory.getLogger(EngineErrors.class);

    /** SQL states: a value does not fit its column; a row is there already, or another that it needs is not. */
    private static final Set<String> OF_DATA = Set.of("22", "23");

    /** As H2 and PostgreSQL say that a statement is malformed. */
    private static final Set<String> OF_SYNTAX = Set.of("42000", "42601");

    private EngineErrors() {}

    private static Response answer(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof Refusal refusal) {
                return refused(failure, refusal);
            }
            if (cause instanceof PastTheRecord forbidden) {
                return ExceptionHandlerHelper.getInstance().getResponse(forbidden);
            }
        }
        if (Outage.isIn(failure)) {
            LOG.warn("The database does not answer: {}", failure.getMessage());
            return Response.fromResponse(problem(Status.SERVICE_UNAVAILABLE, Outage.SAYS))
                    .header(HttpHeaders.RETRY_AFTER, Outage.RETRY_AFTER)
                    .build();
        }
        if (Collision.isIn(failure)) {
            return problem(Status.CONFLICT, Collision.SAYS);
        }
        Response answer = ExceptionHandlerHelper.getInstance().getResponse(failure);
        if (answer.getStatus() < Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return answer;
        }
        if (causes.stream().anyMatch(TooLarge.class::isInstance)) {
            return problem(Status.REQUEST_ENTITY_TOO_LARGE, "the request is too large");
        }
        if (causes.stream().anyMatch(EngineErrors::isOfData)) {
            return problem(
                    Status.BAD_REQUEST, "a value is too long, or is there already, or refers to what is not there");
        }
        if (causes.stream().anyMatch(EngineErrors::isMalformed)) {
            LOG.warn("The engine put a query together that is none", failure);
            return problem(
                    Status.BAD_REQUEST, "the engine cannot answer these filters together; ask for fewer at once");
        }
        if (causes.stream().anyMatch(PersistenceException.class::isInstance)) {
            return failed(failure);
        }
        if (causes.stream().anyMatch(JsonProcessingException.class::isInstance)) {
            return problem(Status.BAD_REQUEST, "the body is nested too deeply, or one of its values is too long");
        }
        if (isUnchecked(causes.get(causes.size() - 1))) {
            LOG.warn("A request to the engine was not understood", failure);
            return problem(Status.BAD_REQUEST, "the request lacks something, or names what is not there");
        }
        if (isBadInput(causes)) {
            return badRequest(failure);
        }
        return failed(failure);
    }

    private static Response badRequest(Throwable failure) {
        return ExceptionHandlerHelper.getInstance()
                .getResponse(
                        new InvalidRequestException(Status.BAD_REQUEST, asException(failure), failure.getMessage()));
    }

    /** What is done already is a conflict. */
    private static Response refused(Throwable failure, Refusal refusal) {
        Response refused = badRequest(failure);
        return refusal instanceof AlreadyDone done
                ? Response.fromResponse(refused).status(done.status()).build()
                : refused;
    }

    private static boolean isBadInput(List<Throwable> causes) {
        Throwable root = causes.get(causes.size() - 1);
        return root instanceof ProcessEngineException
                || root instanceof RestException
                || root instanceof IllegalArgumentException
                || root instanceof SAXException
                || cameFromAValue(root);
    }

    /** Camunda went on without what the request does not have, or what is not there, as it often does. */
    private static boolean isUnchecked(Throwable root) {
        if (!(root instanceof NullPointerException
                || root instanceof ClassCastException
                || root instanceof IndexOutOfBoundsException)) {
            return false;
        }
        return Arrays.stream(root.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java."))
                .findFirst()
                .filter(name -> name.startsWith("org.camunda."))
                .isPresent();
    }

    /** Somebody sent an object where a value belongs. */
    private static boolean cameFromAValue(Throwable root) {
        return root instanceof IllegalStateException
                && root.getStackTrace().length > 0
                && root.getStackTrace()[0].getClassName().startsWith(AbstractTypedValue.class.getPackageName());
    }

    private static boolean isOfData(Throwable cause) {
        return state(cause).length() == 5 && OF_DATA.contains(state(cause).substring(0, 2));
    }

    /** Some filters of Camunda's queries do not go together: deployment and process definition of the operation log, for one. */
    private static boolean isMalformed(Throwable cause) {
        return OF_SYNTAX.contains(state(cause));
    }

    private static String state(Throwable cause) {
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    private static Exception asException(Throwable failure) {
        return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
    }

    private static Response failed(Throwable failure) {
        LOG.error("A request to the engine failed", failure);
        return problem(Status.INTERNAL_SERVER_ERROR, "the request failed; the log says why");
    }

    static Response problem(Status status, String message) {
        var body = new ExceptionDto();
        body.setType(InvalidRequestException.class.getSimpleName());
        body.setMessage(message);
        return Response.status(status)
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    // Each before Camunda's own mapper of the same exception.

    @Priority(1)
    public static final class OfRest implements ExceptionMapper<RestException> {
        @Override
        public Response toResponse(RestException failure) {
            return answer(failure);
        }
    }

    @Priority(1)
    public static final class OfEngine implements ExceptionMapper<ProcessEngineException> {
        @Override
        public Response toResponse(ProcessEngineException failure) {
            return answer(failure);
        }
    }

    @Priority(1)
    public static final class OfAnything implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable failure) {
            return failure instanceof WebApplicationException web
                            && web.getResponse().getStatus() < 500
                    ? ExceptionHandlerHelper.getInstance().getResponse(failure)
                    : answer(failure);
        }
    }
}
