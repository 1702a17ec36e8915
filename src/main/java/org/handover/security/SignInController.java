package org.handover.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The one sign-in of board, web apps and REST, and the sign-out of all of them. */
@Controller
class SignInController {

    private static final Logger LOG = LoggerFactory.getLogger(SignInController.class);

    private final EngineAuthenticationProvider users;
    private final WebAppSessions sessions;
    private final Links links;
    private final MessageSource words;
    private final ObjectProvider<Oidc> oidc;

    SignInController(
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            Links links,
            MessageSource words,
            ObjectProvider<Oidc> oidc) {
        this.users = users;
        this.sessions = sessions;
        this.links = links;
        this.words = words;
        this.oidc = oidc;
    }

    /**
     * The page, which sends nobody on by itself: whoever is signed in and was sent here by a web app that is shut for them would go round
     * in circles.
     *
     * @param to where the person wanted to go
     * @param left there after a sign-out here
     * @param state brought back by the OpenID provider after its sign-out
     * @param again there when the page had been open for too long
     * @param refused there when the OpenID provider, or what it said, did not let the person in
     * @param nogroup there when it said so of somebody in no group
     */
    @GetMapping("/sign-in")
    String page(
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String left,
            @RequestParam(required = false) String state,
            @RequestParam(required = false) String again,
            @RequestParam(required = false) String refused,
            @RequestParam(required = false) String nogroup,
            Authentication signedIn,
            Model model) {
        if (signedIn == null && (left != null || Oidc.LEFT.equals(state))) {
            model.addAttribute("notice", left != null && oidc.getIfAvailable() != null ? "lefthere" : "left");
        } else if (again != null) {
            model.addAttribute("notice", "again");
        } else if (refused != null) {
            model.addAttribute("notice", "notadmitted");
        } else if (nogroup != null) {
            model.addAttribute("notice", "nogroup");
        }
        return signedIn == null ? form(to, "", model) : signedIn(to, Reader.of(signedIn), model);
    }

    private String form(String to, String user, Model model) {
        model.addAttribute("provider", oidc.getIfAvailable() != null);
        model.addAttribute("to", Destination.of(to));
        model.addAttribute("user", user);
        return "sign-in";
    }

    private String signedIn(String to, Reader reader, Model model) {
        String destination = Destination.of(to);
        Optional<WebApp> shut = links.shut(destination, reader);
        boolean board = links.board(reader);
        model.addAttribute("shut", shut.map(WebApp::id).orElse(null));
        model.addAttribute("board", board);
        model.addAttribute(
                "to", shut.isPresent() || !board && destination.equals(Destination.BOARD) ? null : destination);
        return "signed-in";
    }

    /** Whatever is wrong, the person reads the same; the log says which. */
    @PostMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(required = false) String to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Authentication person;
        try {
            person = users.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(user.strip(), password));
        } catch (AuthenticationException refused) {
            LOG.info("Sign-in refused: {}", refused.getMessage());
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute("notice", "refused");
            return form(to, user, model);
        }
        Reader reader = Reader.of(person);
        if (!links.board(reader) && links.webApps(reader).isEmpty()) {
            LOG.info("Sign-in refused: {} is in no group", reader.user());
            response.setStatus(HttpStatus.FORBIDDEN.value());
            model.addAttribute("notice", "nogroup");
            return form(to, user, model);
        }
        sessions.open(request, response, reader.user());
        LOG.info("Signed in: {}", reader.user());
        String destination = Destination.of(to);
        // With an explanation instead of a shut door.
        boolean opens = links.shut(destination, reader).isEmpty()
                && (links.board(reader) || !destination.equals(Destination.BOARD));
        return sendTo(opens ? destination : "/sign-in?to=" + destination.replaceFirst("[?#].*", ""), response);
    }

    /** @param board the name of the status board in the reader's language, null when it does not open for the reader */
    record Doors(String board) {}

    /** What the frame of the web apps asks. */
    @GetMapping("/sign-in/doors")
    @ResponseBody
    Doors doors(Authentication signedIn, Locale language) {
        boolean board = signedIn != null && links.board(Reader.of(signedIn));
        return new Doors(board ? words.getMessage("signin.board", null, language) : null);
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.user(request).ifPresent(user -> LOG.info("Signed out: {}", user));
        String next = Optional.ofNullable(oidc.getIfAvailable())
                .flatMap(provider -> provider.signOut(request, response))
                .orElse("/sign-in?left");
        sessions.close(request);
        return sendTo(next, response);
    }

    /** Where the board's chain sends whoever is signed in and may not read what was asked for. */
    @RequestMapping("/sign-in/denied")
    String denied(Authentication signedIn, HttpServletResponse response, Model model) {
        if (signedIn == null) {
            return sendTo("/sign-in", response);
        }
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("notice", "denied");
        return signedIn(null, Reader.of(signedIn), model);
    }

    /** @param path without a host, whatever stands before the application; or the provider's address */
    private static String sendTo(String path, HttpServletResponse response) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
        return null;
    }
}
