package org.handover.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who reaches which path, and how they sign in. What no chain names is denied. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** On the board nothing runs, and nothing is sent anywhere, but what this application serves itself. */
    private static final String CONTENT = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            // Style attributes only: the diagram has some.
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'self'");

    /** The engine's REST API, as Camunda documents it; the engine's authorizations decide the rest. */
    @Bean
    @Order(1)
    SecurityFilterChain engineRestChain(
            HttpSecurity http,
            Problems problems,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            ObjectProvider<Oidc> oidc)
            throws Exception {
        return rest(http, problems, users, sessions, oidc)
                .securityMatcher(paths("/engine-rest", "/engine-rest/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** The record. */
    @Bean
    @Order(2)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Problems problems,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            ObjectProvider<Oidc> oidc)
            throws Exception {
        return rest(http, problems, users, sessions, oidc)
                .securityMatcher(paths("/api", "/api/**"))
                .authorizeHttpRequests(requests -> requests
                        // A replay acts as members of every group.
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/scenarios"))
                        .hasAnyAuthority(Groups.OPERATORS, Groups.ADMINISTRATORS)
                        // Who gives rights to others repairs nothing.
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/repairs/**"))
                        .hasAuthority(Groups.OPERATORS)
                        .requestMatchers(
                                paths("/api/audit", "/api/audit/**", "/api/upgrade", "/api/repairs", "/api/repairs/**"))
                        .hasAnyAuthority(Groups.OPERATORS, Groups.ADMINISTRATORS)
                        .anyRequest()
                        .hasAnyAuthority(Groups.ALL.toArray(String[]::new)))
                .build();
    }

    /** The status board and the sign-in, with the files both are made of. */
    @Bean
    @Order(3)
    SecurityFilterChain boardChain(
            HttpSecurity http,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            ObjectProvider<Oidc> oidc,
            @Value("${server.servlet.session.cookie.secure}") boolean secure)
            throws Exception {
        if (oidc.getIfAvailable() != null) {
            oidc.getObject().signIn(http);
        }
        // The sign-out leads on to the provider's.
        String content = Optional.ofNullable(oidc.getIfAvailable())
                .flatMap(Oidc::site)
                .map(site -> CONTENT.replace("form-action 'self'", "form-action 'self' " + site))
                .orElse(CONTENT);
        var toSignIn = new ToSignIn();
        RequestMatcher files = paths(
                "/board/**",
                "/webapps/**",
                "/webjars/bpmn-js/**",
                "/webjars/chart.js/**",
                "/webjars/htmx.org/**",
                "/webjars/htmx-ext-sse/**");
        RequestMatcher signIn = paths("/sign-in", "/sign-in/**", "/sign-out");
        return http.securityMatcher(
                        new OrRequestMatcher(paths("/", "/handovers/**", "/laboratory/**", "/live/**"), signIn, files))
                .addFilterBefore(new WebAppSessionFilter(users, sessions), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        // Goes on with what was allowed when it was asked for: events to a page.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(files, signIn)
                        .permitAll()
                        .anyRequest()
                        .hasAnyAuthority(Groups.ALL.toArray(String[]::new)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(toSignIn).accessDeniedHandler(toSignIn))
                .csrf(csrf -> csrf.csrfTokenRepository(boardTokens(secure))
                        // Nobody is remembered between two requests, so Spring would take each request, even for a
                        // picture, for a sign-in and throw away the token that is in the open page.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .headers(headers -> Answers.fence(headers, content))
                .anonymous(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                .build();
    }

    /** In a cookie, since nobody has a session before the sign-in. */
    private static CsrfTokenRepository boardTokens(boolean secure) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("handover-token");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").secure(secure));
        return tokens;
    }

    /** Cockpit, Tasklist, Admin and Welcome have their own CSRF tokens and headers. */
    @Bean
    @Order(4)
    SecurityFilterChain webAppsChain(
            HttpSecurity http,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            Links links,
            ObjectProvider<Oidc> oidc)
            throws Exception {
        oidc.ifAvailable(provider -> http.addFilterBefore(
                (request, response, chain) ->
                        provider.filter((HttpServletRequest) request, (HttpServletResponse) response, chain),
                BasicAuthenticationFilter.class));
        return http.securityMatcher(
                        paths("/camunda", "/camunda/**", "/forms/**", "/webjars/papaparse/**", "/favicon.ico"))
                .addFilterBefore(new WebAppPages(users, sessions, links), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        // Without a member of camunda-admin it would make an administrator of anybody who asks.
                        .requestMatchers(paths("/camunda/api/admin/setup/**", "/camunda/api/*/application.wadl"))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                // Their pages and answers say what may run; their files and errors do not.
                .headers(headers -> {
                    Answers.fence(headers, Answers.NOTHING_RUNS);
                    headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
                })
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Whether a node lives and is ready everybody may ask; what it counts, those who look after it and the holder of the token. */
    @Bean
    @Order(5)
    SecurityFilterChain actuatorChain(
            HttpSecurity http,
            Problems problems,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            MetricsToken token,
            ObjectProvider<Oidc> oidc)
            throws Exception {
        return rest(http, problems, users, sessions, oidc)
                .securityMatcher(paths("/actuator", "/actuator/**"))
                .addFilterBefore(
                        (request, response, chain) ->
                                token.filter((HttpServletRequest) request, (HttpServletResponse) response, chain),
                        BasicAuthenticationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers(paths("/actuator/health", "/actuator/health/**"))
                                .permitAll()
                                .requestMatchers(paths("/actuator/prometheus"))
                                .hasAnyAuthority(Groups.OPERATORS, Groups.ADMINISTRATORS, MetricsToken.READS_METRICS)
                                .anyRequest()
                                .hasAnyAuthority(Groups.OPERATORS, Groups.ADMINISTRATORS))
                .build();
    }

    @Bean
    @Order(6)
    SecurityFilterChain everythingElseChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .headers(headers -> Answers.fence(headers, Answers.NOTHING_RUNS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Before everything that wants to know which request it works for, as the check of passwords does. */
    @Bean
    OrderedRequestContextFilter requestContextFilter() {
        return new OrderedRequestContextFilter();
    }

    /** A path that could mean two things. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, rejected) -> {
            Answers.fence(response, Answers.NOTHING_RUNS);
            response.sendError(HttpStatus.BAD_REQUEST.value());
        };
    }

    /** Tells the engine who is signed in, for the request's thread. */
    @Bean
    FilterRegistrationBean<ProcessEngineAuthenticationFilter> engineAuthentication() {
        var registration = new FilterRegistrationBean<>(new ProcessEngineAuthenticationFilter());
        registration.setName("engineAuthentication");
        registration.setAsyncSupported(true);
        // An empty pattern is the path /. Files and the sign-in are for people who are not signed in, too.
        registration.addUrlPatterns("/engine-rest/*", "/api/*", "", "/handovers/*", "/laboratory/*", "/live/*");
        registration.addInitParameter(
                ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM,
                ContainerBasedAuthenticationProvider.class.getName());
        registration.addInitParameter(ProcessEngineAuthenticationFilter.SERVLET_PATH_PREFIX, "");
        return registration;
    }

    /** HTTP Basic for machines, or bearer tokens where a provider knows them, and the one sign-in for browsers; with that, who writes needs the session's token too. */
    private static HttpSecurity rest(
            HttpSecurity http,
            Problems problems,
            EngineAuthenticationProvider users,
            WebAppSessions sessions,
            ObjectProvider<Oidc> oidc)
            throws Exception {
        RequestMatcher writesWithSession = request -> !READING.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && sessions.signedIn(request);
        if (oidc.getIfAvailable() == null) {
            http.httpBasic(basic -> basic.realmName(Problems.REALM).authenticationEntryPoint(problems));
        } else {
            oidc.getObject().bearer(http, problems);
        }
        return http.addFilterBefore(new WebAppSessionFilter(users, sessions), BasicAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .csrf(csrf -> csrf.csrfTokenRepository(new WebAppTokens(sessions))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(writesWithSession))
                .headers(headers -> Answers.fence(headers, Answers.NOTHING_RUNS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // The session is the web apps'. A new id for it, which Spring gives by default to whoever is signed in,
                // would sign people out of Tasklist whenever a form reads the record while Tasklist asks for something
                // else.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()));
    }

    private static RequestMatcher paths(String... patterns) {
        List<RequestMatcher> matchers = Arrays.stream(patterns)
                .<RequestMatcher>map(
                        pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern))
                .toList();
        return new OrRequestMatcher(matchers);
    }
}
