package org.handover.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.handover.reading.Register;
import org.handover.reading.TracedObject;
import org.handover.reading.TracedObjectViews;
import org.handover.security.Reader;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Cases")
class ObjectController {

    private final Register register;
    private final TracedObjectViews objects;

    ObjectController(Register register, TracedObjectViews objects) {
        this.register = register;
        this.objects = objects;
    }

    @GetMapping(path = "/api/handovers/{reference}/objects/{container}/{object}", produces = APPLICATION_JSON_VALUE)
    @Operation(
            summary = "One traced object",
            description =
                    "What was traced to whom, whether the family may be told, and the attempts. What the object is and whose"
                            + " it may have been is shown only to the groups that may see names.")
    TracedObject theObject(
            @PathVariable String reference,
            @PathVariable String container,
            @PathVariable String object,
            Authentication signedIn) {
        return objects.of(register.find(reference), container + "/" + object, Reader.of(signedIn));
    }
}
