package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What is answered while the database is away. */
class OutageFilterTest {

    private static final FilterChain AWAY = (request, response) -> {
        throw new ServletException(new SQLException("the connection broke", "08006"));
    };

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private static OutageFilter filter() {
        var words = new ResourceBundleMessageSource();
        words.setBasename("messages/signin");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        var pages = new ClassLoaderTemplateResolver();
        pages.setPrefix("templates/");
        pages.setSuffix(".html");
        var templates = new SpringTemplateEngine();
        templates.setTemplateResolver(pages);
        templates.setTemplateEngineMessageSource(words);
        return new OutageFilter(new ObjectMapper(), templates, new AcceptHeaderLocaleResolver());
    }

    private static MockHttpServletResponse answer(String method, String accept) throws Exception {
        return answer(method, accept, Locale.ENGLISH);
    }

    private static MockHttpServletResponse answer(String method, String accept, Locale language) throws Exception {
        var request = new MockHttpServletRequest(method, "/handovers/KOR-2018-01");
        request.addHeader("Accept", accept);
        request.addHeader("Accept-Language", language.toLanguageTag());
        var response = new MockHttpServletResponse();
        filter().doFilter(request, response, AWAY);
        return response;
    }

    @Test
    void browser_readsAPage_thatIsAskedForAgain() throws Exception {
        MockHttpServletResponse answer = answer("GET", BROWSER);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString())
                .contains("lang=\"en\"", "Nothing is lost", "tries again by itself")
                .doesNotContain("??", "데이터베이스");
        assertThat(answer("GET", BROWSER, Locale.KOREAN).getContentAsString())
                .contains("lang=\"ko\"", "데이터베이스")
                .doesNotContain("??", "Nothing is lost");
        assertThat(answer.getHeader("Refresh")).isEqualTo("5");
        assertThat(answer.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void form_getsAPageToo_andIsNotSentAgainByItself() throws Exception {
        MockHttpServletResponse answer = answer("POST", BROWSER);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("send it once more");
        assertThat(answer.getHeader("Refresh")).isNull();
    }

    @Test
    void program_getsAProblem() throws Exception {
        for (String method : List.of("GET", "POST")) {
            MockHttpServletResponse answer = answer(method, "application/json");
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getContentType()).startsWith("application/problem+json");
            assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
            assertThat(answer.getHeader("Refresh")).isNull();
        }
    }

    @Test
    void anotherFailure_isLeftToOthers() {
        FilterChain failing = (request, response) -> {
            throw new ServletException(new IllegalStateException("a fault"));
        };

        assertThatThrownBy(
                        () -> filter().doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), failing))
                .isInstanceOf(ServletException.class);
    }
}
