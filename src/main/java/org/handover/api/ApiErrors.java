package org.handover.api;

import org.handover.account.UnknownHandover;
import org.handover.once.AlreadyDone;
import org.handover.reading.Unknown;
import org.handover.vocabulary.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of {@code /api} as problem+json: what is wrong, where, what would be right; never a stack trace. */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    /** A value that cannot be right. {@code problems} lists each of them. */
    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        int status = refusal instanceof AlreadyDone done ? done.status() : HttpStatus.BAD_REQUEST.value();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), refusal.getMessage());
        problem.setProperty("problems", refusal.problems());
        return problem;
    }

    @ExceptionHandler({UnknownHandover.class, Unknown.class})
    ProblemDetail unknown(RuntimeException unknown) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, unknown.getMessage());
    }

    /** Who is signed in and who may is answered by the security chains. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException exception) {
        throw exception;
    }

    /** A failure of machinery: its cause is in the log, not in the answer. */
    @ExceptionHandler
    ProblemDetail failed(Exception failure) {
        LOG.error("A request to the record failed", failure);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "the record could not be read; the log says why");
    }
}
