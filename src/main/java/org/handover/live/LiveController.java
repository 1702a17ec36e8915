package org.handover.live;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.handover.account.UnknownHandover;
import org.handover.reading.Register;
import org.handover.security.StillSignedIn;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of events {@code changed}, whose data is the reference of a handover that has changed, or {@code *} when any may have.
 * The last event of a stream that the server ends is {@code closed}, with {@code signed-out} or {@code elsewhere}: the same person has too
 * many pages open.
 */
@RestController
class LiveController {

    private final Streams streams;
    private final Register register;
    private final StillSignedIn signedIn;

    LiveController(Streams streams, Register register, StillSignedIn signedIn) {
        this.streams = streams;
        this.register = register;
        this.signedIn = signedIn;
    }

    @GetMapping("/live/handovers")
    ResponseEntity<SseEmitter> all(HttpServletRequest request) {
        return open(null, request);
    }

    @GetMapping("/live/handovers/{reference}")
    ResponseEntity<SseEmitter> one(@PathVariable String reference, HttpServletRequest request) {
        return open(register.find(reference), request);
    }

    private ResponseEntity<SseEmitter> open(Reference handover, HttpServletRequest request) {
        Optional<SseEmitter> stream = streams.open(handover, signedIn.of(request));
        if (stream.isEmpty()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "60")
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // What stands in front must not hold events back.
                .header("X-Accel-Buffering", "no")
                .body(stream.get());
    }

    @ExceptionHandler({UnknownHandover.class, Refusal.class})
    ResponseEntity<Void> unknown() {
        return ResponseEntity.notFound().build();
    }
}
