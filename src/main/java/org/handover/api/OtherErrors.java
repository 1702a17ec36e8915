package org.handover.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors that never reached a controller, e.g. while signing in: problem+json too, without any of the inside. */
@RestController
@Hidden
class OtherErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        HttpStatusCode status = HttpStatusCode.valueOf(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : HttpStatus.NOT_FOUND.value());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, what(status));
        Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .ifPresent(path -> problem.setInstance(URI.create(path.toString())));
        return ResponseEntity.status(status).body(problem);
    }

    private static String what(HttpStatusCode status) {
        if (status.is5xxServerError()) {
            return "the request failed; the log says why";
        }
        return switch (status.value()) {
            case 400 -> "the request cannot be read";
            case 413 -> "the request is too large";
            default -> "there is nothing to see here";
        };
    }
}
