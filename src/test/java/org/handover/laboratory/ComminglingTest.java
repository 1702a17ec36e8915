package org.handover.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.handover.laboratory.Commingling.Bone;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule N6, the arithmetic of domain 2.3. */
class ComminglingTest {

    private final AtomicInteger designators = new AtomicInteger();
    private final List<Specimen> specimens = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"2, 1, 1, 2, 2", "12, 11, 9, 14, 14", "40, 35, 20, 55, 69", "1, 1, 1, 1, 1", "5, 0, 0, 5, -1"})
    @DisplayName("N6 MNI is L + R - P, MLNI is (L + 1)(R + 1)/(P + 1) - 1 rounded down; without pairs there is none")
    void formulas(int left, int right, int pairs, int minimum, int mostLikely) {
        var bone = new Bone("femur", left, right, pairs, 0);

        assertThat(bone.minimum()).isEqualTo(minimum);
        assertThat(bone.mostLikely().orElse(-1)).isEqualTo(mostLikely);
    }

    @Test
    @DisplayName(
            "N6 left, right and pairs are counted from the inventory and the grouping; the greatest bone gives the number")
    void counted() {
        bone("femur", Side.LEFT, "I-001");
        bone("Femur", Side.RIGHT, "I-001");
        bone("femur", Side.LEFT, "I-002");
        bone("femur", Side.RIGHT, null);
        bone("humerus", Side.LEFT, "I-002");
        bone("cranium", null, null);
        bone("rib", Side.LEFT, null);
        bone("rib", Side.LEFT, null);
        bone("femur", Side.UNKNOWN, null);

        List<Bone> bones = Commingling.bones(specimens);

        assertThat(bones)
                .containsExactly(
                        new Bone("cranium", 0, 0, 0, 1),
                        new Bone("femur", 2, 2, 1, 0),
                        new Bone("humerus", 1, 0, 0, 0));
        assertThat(Commingling.minimum(bones).orElseThrow().minimum()).isEqualTo(3);
        assertThat(Commingling.mostLikely(bones).orElseThrow().mostLikely()).contains(3);
    }

    @Test
    @DisplayName("N6 fragments count by the zone most of them preserve; those without zones may be of any bone")
    void fragments() {
        fragment("1 2");
        fragment("2 3");
        fragment("4");
        fragment(null);
        fragment(null);

        assertThat(Commingling.bones(specimens)).containsExactly(new Bone("femur", 2, 0, 0, 0));
    }

    @Test
    @DisplayName("N6 what is not human, and objects, are of nobody")
    void nobody() {
        add(Kind.BONE, "femur", Side.LEFT, Human.NO, Zones.UNKNOWN, null);
        add(Kind.MATERIAL_EVIDENCE, "button", null, Human.NOT_APPLICABLE, Zones.UNKNOWN, null);

        assertThat(Commingling.bones(specimens)).isEmpty();
        assertThat(Commingling.minimum(List.of())).isEmpty();
    }

    private void bone(String element, Side side, String individual) {
        add(Kind.BONE, element, side, Human.YES, Zones.UNKNOWN, individual);
    }

    private void fragment(String zones) {
        add(Kind.FRAGMENT, "femur", Side.LEFT, Human.YES, Zones.parse(zones), null);
    }

    private void add(Kind kind, String element, Side side, Human human, Zones zones, String individual) {
        specimens.add(new Specimen(
                new Reference("TST-2018-01"),
                "C-01",
                String.valueOf(designators.incrementAndGet()),
                kind,
                element,
                side,
                null,
                null,
                human,
                zones,
                individual,
                null,
                null));
    }
}
