package org.handover.security;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** An OpenID provider of some organization: Spring Authorization Server, an application of its own beside the one under test. */
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    OAuth2AuthorizationServerAutoConfiguration.class,
    OAuth2AuthorizationServerJwtAutoConfiguration.class
})
class Provider {

    static final String PASSWORD = "secret-of-the-organization";

    /** Who is in which groups, of people and machines alike; the test changes it as an organization would. */
    static final Map<String, Set<String>> GROUPS = new java.util.concurrent.ConcurrentHashMap<>();

    static {
        GROUPS.put("kim.minji", Set.of("operators", "everybody"));
        GROUPS.put("lee.seojun", Set.of("everybody"));
        // As large organizations have them: too many for a header of 8 KB, and more than this provider's own server
        // takes.
        GROUPS.put("park.jiho", many(300));
        GROUPS.put("choi.hana", many(3_000));
        GROUPS.put("negotiator", Set.of("negotiators"));
        GROUPS.put("team-1", Set.of("transfer-team"));
        GROUPS.put("team-2", Set.of("transfer-team"));
        GROUPS.put("bad id/../", Set.of("camunda-admin"));
        GROUPS.put("elsewhere", Set.of("camunda-admin"));
    }

    private static Set<String> many(int groups) {
        return Stream.concat(
                        Stream.of("operators"),
                        IntStream.range(0, groups).mapToObj("group-of-the-organization-%04d"::formatted))
                .collect(Collectors.toSet());
    }

    /** @param application address of the one that is signed in to */
    static ConfigurableApplicationContext start(int port, String application) {
        var arguments = new java.util.ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.config.name=provider",
                "--spring.jmx.enabled=false",
                "--server.max-http-request-header-size=64KB",
                "--logging.level.root=warn",
                "--spring.security.oauth2.authorizationserver.issuer=http://localhost:" + port));
        client(arguments, "handover", "client_secret_basic", "authorization_code");
        String registration = "--spring.security.oauth2.authorizationserver.client.handover.";
        arguments.add(registration + "registration.redirect-uris=" + application + "/sign-in/return");
        arguments.add(registration + "registration.post-logout-redirect-uris=" + application + "/sign-in");
        arguments.add(registration + "registration.scopes=openid,profile");
        arguments.add(registration + "require-proof-key=true");
        for (String machine : List.of("negotiator", "team-1", "team-2", "elsewhere")) {
            client(arguments, machine, "client_secret_post", "client_credentials");
        }
        return new SpringApplicationBuilder(Provider.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    /** Of a client, each its own. */
    static String secret(String client) {
        return client + "-" + PASSWORD;
    }

    private static void client(List<String> arguments, String id, String method, String grant) {
        String registration = "--spring.security.oauth2.authorizationserver.client." + id + ".registration.";
        arguments.add(registration + "client-id=" + id);
        arguments.add(registration + "client-secret={noop}" + secret(id));
        arguments.add(registration + "client-authentication-methods=" + method);
        arguments.add(registration + "authorization-grant-types=" + grant);
    }

    @Bean
    InMemoryUserDetailsManager people() {
        return new InMemoryUserDetailsManager(GROUPS.keySet().stream()
                .map(user -> User.withUsername(user)
                        .password("{noop}" + PASSWORD)
                        .authorities("person")
                        .build())
                .toList());
    }

    /** As an organization sets it up: groups in each token, and the API as the audience of those that open it. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return token -> {
            String subject = token.getPrincipal().getName();
            token.getClaims()
                    .claim(
                            "groups",
                            GROUPS.getOrDefault(subject, Set.of()).stream()
                                    .sorted()
                                    .toList())
                    .claim("given_name", "Given")
                    .claim("family_name", subject);
            if (OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
                token.getClaims().audience(List.of(subject.equals("elsewhere") ? "another-api" : "handover-api"));
            }
        };
    }
}
