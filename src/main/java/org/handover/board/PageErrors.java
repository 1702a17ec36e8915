package org.handover.board;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.handover.account.UnknownHandover;
import org.handover.database.Outage;
import org.handover.reading.Unknown;
import org.handover.vocabulary.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** What whoever asked for a page reads when there is none, or when it could not be made: a page, not the problem document of {@code /api}. */
@Component
class PageErrors implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** @return null for what {@link BoardErrors} and the API answer, and while the database is away, which a page would ask who is signed in */
    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
        if (!isPage(request) || isUnknown(failure) || Outage.isIn(failure)) {
            return null;
        }
        HttpStatusCode status =
                failure instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.INTERNAL_SERVER_ERROR;
        if (status.is5xxServerError()) {
            LOG.error("The page {} could not be made", request.getRequestURI(), failure);
        }
        var page = new ModelAndView("board/failed");
        page.setStatus(status);
        page.addObject("what", status.is5xxServerError() ? "failed" : "unknown");
        return page;
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals("/") || path.startsWith("/handovers") || path.startsWith("/laboratory");
    }

    private static boolean isUnknown(Exception failure) {
        return failure instanceof UnknownHandover || failure instanceof Unknown || failure instanceof Refusal;
    }
}
