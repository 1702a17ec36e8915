package org.handover.custody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderTest {

    @Test
    void familyWithASalt_isItsKindAndACommitment() {
        String text = Holder.family("P-0001").text("salt");

        assertThat(text).matches("FAMILY#[0-9a-f]{64}");
        assertThat(Holder.family("P-0002").text("salt")).isNotEqualTo(text);
        assertThat(Holder.family("P-0001").text("another")).isNotEqualTo(text);
    }

    /** In a ledger that somebody has altered: it must be found out, not fail. */
    @ParameterizedTest
    @ValueSource(strings = {"OTHER", ":", "FAMILY:"})
    void anythingWithASalt_hasAText(String altered) {
        assertThat(new Holder(altered).text("salt")).contains("#");
    }
}
