package org.handover.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

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
                                A request that writes can be sent again when its answer was lost, with a header Idempotency-Key or in the \
                                same words the same day: it is one act; 422 when the key was used for something else. \
                                Names of the dead and of families are shown only to the groups that may see them.""",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        servers = @Server(url = "/"),
        security = @SecurityRequirement(name = "basic"),
        tags = {
            @Tag(name = "Handovers", description = "Every handover, its phase, what was said of it and what happened"),
            @Tag(name = "Account", description = "Said beside received, opened, estimated, identified and told"),
            @Tag(name = "Custody", description = "Who holds what since when, and the proof"),
            @Tag(
                    name = "Proof",
                    description = "The record in signed files that can be checked without this application"),
            @Tag(name = "Laboratory", description = "Containers, specimens, samples, and tables being worked on"),
            @Tag(
                    name = "Cases",
                    description = "The case of each provisional individual, as far as the reader may see it"),
            @Tag(name = "Audit", description = "Who did what when, and who was shown whose name"),
        })
@SecurityScheme(name = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
class ApiDocument {

    private static final Map<String, String> ERRORS = Map.of(
            "400", "Something is malformed: `problems` says what, where and what would be right",
            "401", "Nobody is signed in, or the password is wrong",
            "403", "Whoever is signed in may not",
            "404", "There is no such handover, item or table",
            "406", "There is no such representation",
            "500", "The record could not be read; the log says why");

    /** Every operation can answer with a problem. */
    @Bean
    OpenApiCustomizer problemResponses() {
        Schema<?> problem = new ObjectSchema()
                .description("A problem, as in RFC 9457")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong, where, and what would be right"))
                .addProperty("instance", new StringSchema())
                .addProperty("problems", new ArraySchema().items(new StringSchema()));
        Content content = new Content()
                .addMediaType(
                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new io.swagger.v3.oas.models.media.MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/Problem")));
        return document -> {
            document.getComponents().addSchemas("Problem", problem);
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> new TreeMap<>(ERRORS).forEach((status, description) -> operation
                            .getResponses()
                            .addApiResponse(
                                    status,
                                    new ApiResponse().description(description).content(content))));
        };
    }
}
