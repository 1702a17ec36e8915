package org.handover.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says of the whole API. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "The record of handovers",
                        version = "1.0.0",
                        description =
                                """
                                What was said, agreed, received, found, decided and told, from the pledge to the family. \
                                Every count carries its unit and the time it holds for; a number nobody knows is null, never 0. \
                                Instants are UTC, plain dates are local to the place of the act. Errors are problem+json (RFC 9457). \
                                Names of the dead and of families are shown only to the groups that may see them.""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = "basic"),
        tags = {
            @Tag(name = "Handovers", description = "Every handover, its phase, what was said of it and what happened"),
            @Tag(name = "Account", description = "Said beside received, opened, estimated, identified and told"),
            @Tag(name = "Custody", description = "Who holds what since when, and the proof"),
            @Tag(name = "Laboratory", description = "Containers, specimens, tables being worked on, and the cases"),
        })
@SecurityScheme(name = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
class ApiDocument {}
