package org.handover.security;

import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who reaches which path, and how they sign in. What no chain names is denied. */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    /** The engine's REST API, as Camunda documents it: HTTP Basic; the engine's authorizations decide the rest. */
    @Bean
    @Order(1)
    SecurityFilterChain engineRestChain(HttpSecurity http, Problems problems) throws Exception {
        return basic(http, problems)
                .securityMatcher(paths("/engine-rest", "/engine-rest/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    /** The record: HTTP Basic, and for reading also the session of the web apps. */
    @Bean
    @Order(2)
    SecurityFilterChain apiChain(
            HttpSecurity http, Problems problems, EngineAuthenticationProvider users, ProcessEngine engine)
            throws Exception {
        return basic(http, problems)
                .securityMatcher(paths("/api", "/api/**"))
                .addFilterBefore(new WebAppSessionFilter(users, engine), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests
                        // A replay acts as members of every group.
                        .requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/scenarios"))
                        .hasAnyAuthority(Groups.OPERATORS, Groups.ADMINISTRATORS)
                        .anyRequest()
                        .hasAnyAuthority(Groups.ALL.toArray(String[]::new)))
                .build();
    }

    /** Cockpit, Tasklist, Admin and Welcome have their own sign-in, CSRF tokens and headers. */
    @Bean
    @Order(3)
    SecurityFilterChain webAppsChain(HttpSecurity http) throws Exception {
        return http.securityMatcher(
                        paths("/", "/camunda", "/camunda/**", "/forms/**", "/webjars/papaparse/**", "/favicon.ico"))
                .authorizeHttpRequests(requests -> requests
                        // Without a member of camunda-admin it would make an administrator of anybody who asks.
                        .requestMatchers(paths("/camunda/api/admin/setup/**"))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain everythingElseChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Tells the engine who is signed in, for the request's thread. */
    @Bean
    FilterRegistrationBean<ProcessEngineAuthenticationFilter> engineAuthentication() {
        var registration = new FilterRegistrationBean<>(new ProcessEngineAuthenticationFilter());
        registration.setName("engineAuthentication");
        registration.setAsyncSupported(true);
        registration.addUrlPatterns("/engine-rest/*", "/api/*");
        registration.addInitParameter(
                ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM,
                ContainerBasedAuthenticationProvider.class.getName());
        registration.addInitParameter(ProcessEngineAuthenticationFilter.SERVLET_PATH_PREFIX, "");
        return registration;
    }

    private static HttpSecurity basic(HttpSecurity http, Problems problems) throws Exception {
        return http.httpBasic(basic -> basic.realmName(Problems.REALM).authenticationEntryPoint(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // The session is the web apps'. A new id for it, which Spring gives by default to whoever is signed in,
                // would sign
                // people out of Tasklist whenever a form reads the record while Tasklist asks for something else.
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
