package org.handover.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.handover.engine.Upgrade;
import org.handover.reading.Register;
import org.handover.vocabulary.Refusal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Running instances after an upgrade, for operators. */
@RestController
@RequestMapping("/api/upgrade")
@Tag(name = "Upgrade")
class UpgradeController {

    private static final int MOST = 500;

    private final Upgrade upgrade;
    private final Register register;

    UpgradeController(Upgrade upgrade, Register register) {
        this.upgrade = upgrade;
        this.register = register;
    }

    /**
     * @param moved how many of the instances follow the newest version now, or would
     * @param stay how many cannot be moved; each says why
     * @param next where to go on; null when no more instances follow an older version
     */
    record Done(boolean dryRun, long moved, long stay, List<Upgrade.Moved> instances, String next) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Which older versions of the models running instances follow, and how many of them")
    List<Upgrade.Behind> behind() {
        return upgrade.behind();
    }

    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Take running instances to the newest version of their model, each where it stands",
            description =
                    "A dry run does the same and takes it back. Each instance moves in a transaction of its own; one that cannot says"
                            + " why and stays as it is. Operators and administrators only.")
    Done upgrade(
            @Parameter(description = "Only say what would happen") @RequestParam(defaultValue = "true") boolean dryRun,
            @Parameter(description = "Only this handover, with what is in it, e.g. `KOR-2018-01`")
                    @RequestParam(required = false)
                    String handover,
            @Parameter(description = "`next` of the answer before") @RequestParam(required = false) String after,
            @Parameter(description = "How many instances to look at, 1 to " + MOST) @RequestParam(defaultValue = "100")
                    int size) {
        if (size < 1 || size > MOST) {
            throw new Refusal("size: is %d; give 1 to %d".formatted(size, MOST));
        }
        // A reference that is mistyped must not look like a handover that has nothing to move.
        String known = handover == null ? null : register.find(handover).value();
        List<Upgrade.Moved> instances = upgrade.next(dryRun, known, after, size);
        long stay =
                instances.stream().filter(each -> !each.problems().isEmpty()).count();
        return new Done(
                dryRun,
                instances.size() - stay,
                stay,
                instances,
                instances.size() < size
                        ? null
                        : instances.get(instances.size() - 1).instance());
    }
}
