package org.handover.board;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** English and Korean: what somebody chose with {@code ?language=}, kept in a cookie, else what the browser prefers. */
@Configuration(proxyBeanMethods = false)
class Languages implements WebMvcConfigurer {

    private static final String NAME = "language";

    private static final List<Locale> KNOWN = List.of(Locale.ENGLISH, Locale.KOREAN);

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new Chosen(NAME);
        resolver.setCookiePath("/");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieSameSite("Strict");
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(Languages::preferred);
        return resolver;
    }

    private static Locale preferred(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        var wanted = java.util.Collections.list(request.getLocales()).stream()
                .map(locale -> new Locale.LanguageRange(locale.toLanguageTag()))
                .toList();
        Locale found = Locale.lookup(wanted, KNOWN);
        return found == null ? Locale.ENGLISH : found;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName(NAME);
        change.setHttpMethods("GET");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    /** Takes no other language than the two. */
    private static final class Chosen extends CookieLocaleResolver {

        Chosen(String cookie) {
            super(cookie);
        }

        @Override
        protected Locale parseLocaleValue(String value) {
            return KNOWN.stream()
                    .filter(locale -> locale.getLanguage().equals(value))
                    .findFirst()
                    .orElse(null);
        }
    }
}
