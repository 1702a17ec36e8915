package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebAppPagesTest {

    private static final String PAGE =
            """
            <title>Camunda Cockpit</title><meta name="description" content="Camunda Cockpit" />
            <link rel="icon" href="/camunda/favicon.ico"><script defer src="/camunda/lib/deps.js" nonce="of-another-request"></script>""";

    @Test
    void pageCarriesTheApplicationsName_andMark() {
        assertThat(WebAppPages.own(PAGE, null))
                .contains("<title>Handover Cockpit</title>", "content=\"Handover Cockpit\"", "href=\"/board/mark.svg\"")
                .doesNotContain("Camunda", "favicon");
    }

    @Test
    void scriptsRun_whoeverAskedInTheSameMoment() {
        assertThat(WebAppPages.own(PAGE, "base-uri 'self';script-src 'nonce-zi8-gS7_T' 'strict-dynamic'"))
                .contains("nonce=\"zi8-gS7_T\"")
                .doesNotContain("of-another-request");
    }

    @Test
    void policyWithoutNonce_leavesThePageAlone() {
        assertThat(WebAppPages.own(PAGE, "default-src 'self'")).contains("nonce=\"of-another-request\"");
    }
}
