package org.handover.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/** Where a person may go: nobody is offered a door that stays shut. */
@Component
public class Links {

    private final AuthorizationService authorizations;

    Links(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    /** The web apps that somebody may open, by the rights that the engine holds now. */
    public List<WebApp> webApps(Reader reader) {
        List<String> groups = List.copyOf(reader.groups());
        return Stream.of(WebApp.values())
                .filter(app -> authorizations.isUserAuthorized(
                        reader.user(), groups, Permissions.ACCESS, Resources.APPLICATION, app.id()))
                .toList();
    }

    /** The web app that a path belongs to, when it does not open for this person. */
    Optional<WebApp> shut(String path, Reader reader) {
        var open = webApps(reader);
        return Stream.of(WebApp.values())
                .filter(app -> path.startsWith("/camunda/app/" + app.id() + "/") && !open.contains(app))
                .findFirst();
    }

    /** Whether somebody may read the board and the record. */
    public boolean board(Reader reader) {
        Set<String> groups = reader.groups();
        return Groups.ALL.stream().anyMatch(groups::contains);
    }
}
