package org.handover.board;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.handover.security.Links;
import org.handover.security.Reader;
import org.handover.security.WebApp;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What the frame around every page asks for itself, since a page that says what went wrong has no model: where the reader is, and who. */
@Component("frame")
public class Frame {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final HttpServletRequest request;
    private final Links links;

    Frame(HttpServletRequest request, Links links) {
        this.request = request;
        this.links = links;
    }

    /**
     * Where the reader is, and who.
     *
     * @param part of the board: {@code handovers} or {@code laboratory}; empty on a page of neither
     * @param current what the link to the part says of the page (aria-current): it is this page, or one of this part
     * @param english the same page in English
     * @param korean the same page in Korean
     * @param reader null where nobody is signed in
     */
    public record Around(String part, String current, String english, String korean, Reader reader) {}

    /** @param reader null where the page does not know */
    public Around around(Reader reader) {
        return new Around(part(), first() ? "page" : "true", in("en"), in("ko"), reader == null ? reader() : reader);
    }

    private String part() {
        String path = request.getServletPath();
        if (path.equals("/") || path.startsWith("/handovers")) {
            return "handovers";
        }
        return path.startsWith("/laboratory") ? "laboratory" : "";
    }

    private boolean first() {
        String path = request.getServletPath();
        return path.equals("/") || path.equals("/laboratory");
    }

    /** The query of this page, with another language. */
    private String in(String language) {
        String query = request.getQueryString();
        String kept = query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(each -> !each.isEmpty() && !each.startsWith("language="))
                        .map(each -> each + "&")
                        .collect(Collectors.joining());
        return "?" + kept + "language=" + language;
    }

    /**
     * An instant as people read it, to the minute; the name of the zone stands in the messages as {@code zone.<id>}.
     *
     * @param zone e.g. {@code Asia/Seoul}
     */
    public String time(Instant at, String zone) {
        return MINUTES.format(at.atZone(ZoneId.of(zone)));
    }

    private static Reader reader() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn == null ? null : Reader.of(signedIn);
    }

    /** The web apps that open for the reader. */
    public List<WebApp> webApps() {
        Reader reader = reader();
        return reader == null ? List.of() : links.webApps(reader);
    }
}
