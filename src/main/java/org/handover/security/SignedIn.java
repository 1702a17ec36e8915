package org.handover.security;

import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the board says in its header: who is signed in, and which web apps this person may open. */
@ControllerAdvice(basePackages = {"org.handover.board", "org.handover.security"})
class SignedIn {

    private final Links links;

    SignedIn(Links links) {
        this.links = links;
    }

    /** @return none where nobody is signed in */
    @ModelAttribute("reader")
    Reader reader(Authentication signedIn) {
        return signedIn == null ? null : Reader.of(signedIn);
    }

    /** @return none where nobody is signed in */
    @ModelAttribute("webApps")
    List<WebApp> webApps(Authentication signedIn) {
        return signedIn == null ? List.of() : links.webApps(Reader.of(signedIn));
    }
}
