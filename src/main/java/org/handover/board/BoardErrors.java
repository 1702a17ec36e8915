package org.handover.board;

import org.handover.account.UnknownHandover;
import org.handover.reading.Unknown;
import org.handover.vocabulary.Refusal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the board shows when there is no such thing: a page that says so, not the problem document of {@code /api}. */
@ControllerAdvice(basePackages = "org.handover.board")
@Order(Ordered.HIGHEST_PRECEDENCE)
class BoardErrors {

    @ExceptionHandler({UnknownHandover.class, Unknown.class, Refusal.class})
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String unknown(RuntimeException unknown, Model model) {
        model.addAttribute("message", unknown.getMessage());
        return "board/unknown";
    }
}
