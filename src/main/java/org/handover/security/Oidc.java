package org.handover.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.WebUtils;

/**
 * Sign-in with an OpenID provider, in profile {@code oidc}: browsers by the code flow with PKCE into the one session that there is without it,
 * too; machines with a bearer token.
 */
@Component
@Profile("oidc")
class Oidc {

    /** Of the registration in application-oidc.yaml. */
    static final String PROVIDER = "handover";

    static final String START = "/sign-in/provider";
    static final String BACK = "/sign-in/return";

    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);

    /** The provider wants it back at the sign-out. */
    private static final String ID_TOKEN = "handover.id-token";

    /** What the provider brings back as {@code state} when it has ended its session. */
    static final String LEFT = "left";

    /** In characters: a token of somebody in hundreds of groups would not fit the headers of an answer, which servers limit to 8 KB. */
    private static final int LONGEST_HINT = 5_000;

    /** There from a sign-out to the next sign-in. */
    private static final String LEFT_COOKIE = "handover-left";

    private static final Duration UNTIL_SIGNED_IN = Duration.ofDays(365);

    private static final RequestMatcher WEB_APPS_SIGN_OUT = PathPatternRequestMatcher.withDefaults()
            .matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/{engine}/logout");

    private final ClientRegistrationRepository registrations;
    private final OidcPeople people;
    private final WebAppSessions sessions;
    private final OidcRequests requests;
    private final MessageSource words;

    Oidc(
            ClientRegistrationRepository registrations,
            OidcPeople people,
            WebAppSessions sessions,
            ObjectMapper json,
            MessageSource words,
            @Value("${server.servlet.session.cookie.secure}") boolean secure) {
        this.registrations = registrations;
        this.people = people;
        this.sessions = sessions;
        this.words = words;
        requests = new OidcRequests(registrations, json, secure);
    }

    /** Signs browsers in, within the chain of the sign-in page. */
    void signIn(HttpSecurity http) throws Exception {
        http.addFilterBefore(this::refuseWhatCannotBeRead, OAuth2LoginAuthenticationFilter.class);
        var resolver = new AskedAnew(registrations);
        http.oauth2Login(login -> login.loginPage(ToSignIn.PATH)
                .authorizationEndpoint(endpoint ->
                        endpoint.authorizationRequestResolver(resolver).authorizationRequestRepository(requests))
                .redirectionEndpoint(endpoint -> endpoint.baseUri(BACK))
                .loginProcessingUrl(BACK)
                .authorizedClientRepository(new NoTokens())
                .securityContextRepository(new NullSecurityContextRepository())
                .successHandler(this::open)
                .failureHandler(this::refuse));
    }

    /** Takes bearer tokens of machines. */
    void bearer(HttpSecurity http, Problems problems) throws Exception {
        http.oauth2ResourceServer(server ->
                server.authenticationEntryPoint(problems).jwt(jwt -> jwt.jwtAuthenticationConverter(people::admit)));
    }

    private void open(HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException {
        var user = (OidcUser) signedIn.getPrincipal();
        Authentication person;
        try {
            person = people.admit(user);
        } catch (AuthenticationException noUser) {
            refuse(request, response, noUser);
            return;
        }
        if (person.getAuthorities().isEmpty()) {
            LOG.info("Sign-in refused: {} is in no group", person.getName());
            redirect(response, ToSignIn.PATH + "?nogroup");
            return;
        }
        sessions.open(request, response, person.getName());
        left(response, Duration.ZERO);
        request.getSession().setAttribute(ID_TOKEN, user.getIdToken().getTokenValue());
        LOG.info("Signed in: {}", person.getName());
        goOn(request, response, requests.destination(request));
    }

    /**
     * From a page of our own. A redirect would be the last step of a way that began at another site, and browsers would leave out the
     * session's cookie.
     */
    private void goOn(HttpServletRequest request, HttpServletResponse response, String to) throws IOException {
        String path = HtmlUtils.htmlEscape(to);
        Locale language = request.getLocale().getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(
                        """
                        <!doctype html><html lang="%s"><meta charset="utf-8"><title>Handover</title>
                        <meta http-equiv="refresh" content="0;url=%s"><p><a href="%s">%s</a></p>"""
                                .formatted(
                                        language.getLanguage(),
                                        path,
                                        path,
                                        words.getMessage("signedin.continue", null, language)));
    }

    /** A provider's server, or one before it, may answer with a page of its own where an error was to be told. */
    private void refuseWhatCannotBeRead(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (HttpMessageConversionException unreadable) {
            refuse(
                    (HttpServletRequest) request,
                    (HttpServletResponse) response,
                    new AuthenticationServiceException("the provider's answer cannot be read", unreadable));
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.info("Sign-in refused: {}", failure.getMessage());
        Auditing.refused("");
        redirect(response, ToSignIn.PATH + "?refused");
    }

    private static void redirect(HttpServletResponse response, String to) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, to);
    }

    /**
     * Where a sign-out goes on, so that the provider ends its session, too. Whether it does or not, it lets nobody in from this browser
     * before it has asked anew who they are.
     *
     * @return empty when the provider knows of no such thing, the person did not come from it, or what it said of the person does not fit an address
     */
    Optional<String> signOut(HttpServletRequest request, HttpServletResponse response) {
        left(response, UNTIL_SIGNED_IN);
        HttpSession session = request.getSession(false);
        var token = session == null ? null : (String) session.getAttribute(ID_TOKEN);
        return token == null || token.length() > LONGEST_HINT
                ? Optional.empty()
                : endSession().map(endpoint -> UriComponentsBuilder.fromUriString(endpoint)
                        .queryParam("id_token_hint", token)
                        .queryParam(
                                "post_logout_redirect_uri",
                                ServletUriComponentsBuilder.fromContextPath(request)
                                        .path(ToSignIn.PATH)
                                        .build()
                                        .toUriString())
                        .queryParam("state", LEFT)
                        .build()
                        .encode()
                        .toUriString());
    }

    /** The web apps' own sign-out, which a script asks for: it finds where to go on as the answer's {@code Location}. */
    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (WEB_APPS_SIGN_OUT.matches(request) && sessions.signedIn(request)) {
            signOut(request, response).ifPresent(next -> response.setHeader(HttpHeaders.LOCATION, next));
        }
        chain.doFilter(request, response);
    }

    private void left(HttpServletResponse response, Duration age) {
        requests.cookie(response, LEFT_COOKIE, LEFT, ToSignIn.PATH, age);
    }

    /** The site that the form of the sign-out leads to. */
    Optional<String> site() {
        return endSession().map(URI::create).map(uri -> uri.getScheme() + "://" + uri.getAuthority());
    }

    private Optional<String> endSession() {
        ClientRegistration registration = registrations.findByRegistrationId(PROVIDER);
        return Optional.ofNullable((String)
                registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint"));
    }

    /** The way to the provider, who asks whoever it still knows all the same after a sign-out. */
    private static final class AskedAnew implements OAuth2AuthorizationRequestResolver {

        private final DefaultOAuth2AuthorizationRequestResolver resolver;

        private AskedAnew(ClientRegistrationRepository registrations) {
            resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, START);
            resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return anew(resolver.resolve(request), request);
        }

        @Override
        public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
            return anew(resolver.resolve(request, registration), request);
        }

        private static OAuth2AuthorizationRequest anew(OAuth2AuthorizationRequest way, HttpServletRequest request) {
            return way == null || WebUtils.getCookie(request, LEFT_COOKIE) == null
                    ? way
                    : OAuth2AuthorizationRequest.from(way)
                            .additionalParameters(more -> more.put("prompt", "login"))
                            .build();
        }
    }

    /** What the provider gave to read further things with is not needed. */
    private static final class NoTokens implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // not kept
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // not kept
        }
    }
}
