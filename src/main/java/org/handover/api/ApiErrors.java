package org.handover.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.handover.account.UnknownHandover;
import org.handover.database.Outage;
import org.handover.engine.Collision;
import org.handover.engine.Completions;
import org.handover.once.AlreadyDone;
import org.handover.reading.Unknown;
import org.handover.vocabulary.Refusal;
import org.handover.vocabulary.TooLarge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of {@code /api} as problem+json: what is wrong, where, what would be right; never a stack trace. */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    /** A value that cannot be right. {@code problems} lists each of them. */
    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        int status = refusal instanceof AlreadyDone done
                ? done.status()
                : refusal instanceof Completions.Refusals many ? many.status() : HttpStatus.BAD_REQUEST.value();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), refusal.getMessage());
        problem.setProperty("problems", refusal.problems());
        if (refusal instanceof Completions.Refusals many) {
            problem.setProperty("items", many.items());
        }
        return problem;
    }

    @ExceptionHandler({UnknownHandover.class, Unknown.class})
    ProblemDetail unknown(RuntimeException unknown) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, unknown.getMessage());
    }

    /** Says where a body is malformed, and repeats nothing of it. */
    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (unreadable.getRootCause() instanceof TooLarge large) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PAYLOAD_TOO_LARGE, large.getMessage());
            return handleExceptionInternal(unreadable, problem, headers, HttpStatus.PAYLOAD_TOO_LARGE, request);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, what(unreadable));
        return handleExceptionInternal(unreadable, problem, headers, status, request);
    }

    private static String what(HttpMessageNotReadableException unreadable) {
        if (!(unreadable.getCause() instanceof JsonProcessingException json)) {
            return "the body is missing or cannot be read";
        }
        JsonLocation location = json.getLocation();
        String place = location == null
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        if (json instanceof StreamConstraintsException) {
            return "the body is nested too deeply, or one of its values is too long%s".formatted(place);
        }
        // A text that breaks off within a value is reported at that value.
        boolean broken = json.getCause() instanceof StreamReadException;
        if (!broken
                && json instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                    .collect(Collectors.joining())
                    .replaceFirst("^\\.", "");
            return "%s: has the wrong type%s".formatted(path, place);
        }
        return !broken && json instanceof MismatchedInputException
                ? "the body has the wrong type, e.g. an object in place of a list%s".formatted(place)
                : "the body is no JSON%s".formatted(place);
    }

    /** Says which parameter, and what would be right. */
    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "%s: %s".formatted(mismatch.getPropertyName(), right(mismatch.getRequiredType())));
        return handleExceptionInternal(mismatch, problem, headers, status, request);
    }

    private static String right(Class<?> type) {
        if (type == Instant.class) {
            return "must be a moment in UTC, e.g. 2018-07-27T05:00:00Z";
        }
        if (type == LocalDate.class) {
            return "must be a date, e.g. 2018-07-27";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        }
        return type != null && type.isEnum()
                ? "must be one of " + Arrays.toString(type.getEnumConstants())
                : "must be a whole number, e.g. 1";
    }

    /** Who is signed in and who may is answered by the security chains. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException exception) {
        throw exception;
    }

    /** A failure of machinery: its cause is in the log, not in the answer. While the database is away, the filter around everything answers. */
    @ExceptionHandler
    ProblemDetail failed(Exception failure) throws Exception {
        if (Outage.isIn(failure)) {
            throw failure;
        }
        if (Collision.isIn(failure)) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, Collision.SAYS);
        }
        LOG.error("A request to the record failed", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the record could not be read; the log says why");
    }
}
