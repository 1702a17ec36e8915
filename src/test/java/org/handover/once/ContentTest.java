package org.handover.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final Map<String, Object> SAID = Map.of(
            "text",
            "55 sets",
            "number",
            55,
            "lines",
            List.of(new LinkedHashMap<>(Map.of("number", "C-01", "seal", "S-1"))));

    private static String hash(Map<String, Object> values) {
        return Content.hash("StatementMade", "KOR-2018-01", values);
    }

    @Test
    void sameContent_howeverItIsWritten() {
        var again = new HashMap<>(SAID);
        again.put("number", "55");
        again.put("text", " 55 sets ");
        again.put("lines", "[{\"seal\": \"S-1\",  \"number\": \"C-01\"}]");
        again.put("source", " ");
        again.put("relayedBy", null);

        assertThat(hash(again)).isEqualTo(hash(SAID)).hasSize(64);
    }

    @Test
    void otherContent_isAnother() {
        var other = new HashMap<>(SAID);
        other.put("number", 54);

        assertThat(hash(other)).isNotEqualTo(hash(SAID));
        assertThat(Content.hash("StatementMade", "KOR-2018-02", SAID)).isNotEqualTo(hash(SAID));
        assertThat(Content.hash("LeakReported", "KOR-2018-01", SAID)).isNotEqualTo(hash(SAID));
        assertThat(hash(Map.of("a", "bc"))).isNotEqualTo(hash(Map.of("ab", "c")));
    }
}
