package org.handover.laboratory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arithmetic of commingled remains. For a bone that everybody has on both sides, with L left and R right ones and P pairs among
 * them: at least {@code L + R - P} individuals (MNI), most likely {@code (L + 1)(R + 1)/(P + 1) - 1} rounded down (MLNI). For any other
 * bone at least as many individuals as there are of it.
 */
final class Commingling {

    /**
     * How many there are of one bone, as far as the specimens say.
     *
     * @param left of a bone that is on both sides; 0 for any other
     * @param right of a bone that is on both sides; 0 for any other
     * @param pairs a left and a right one in one individual
     * @param single of a bone that everybody has once
     */
    record Bone(String element, int left, int right, int pairs, int single) {

        int minimum() {
            return Math.max(left + right - pairs, single);
        }

        /** Empty for a bone of which no pair was found: without pairs the formula says nothing. */
        Optional<Integer> mostLikely() {
            return pairs == 0 ? Optional.empty() : Optional.of((int) ((left + 1L) * (right + 1L) / (pairs + 1L) - 1));
        }

        String words() {
            return single >= left + right - pairs && single > 0
                    ? "%s: %d".formatted(element, single)
                    : "%s: %d left, %d right, %d pairs".formatted(element, left, right, pairs);
        }
    }

    private Commingling() {}

    /** Every bone of which the human specimens can be counted, by its name. */
    static List<Bone> bones(List<Specimen> specimens) {
        Map<String, Map<Side, List<Specimen>>> sidesByElement = new TreeMap<>();
        specimens.stream().filter(Commingling::counts).forEach(specimen -> sidesByElement
                .computeIfAbsent(specimen.element().toLowerCase(Locale.ROOT), element -> new HashMap<>())
                .computeIfAbsent(specimen.side() == null ? Side.MIDLINE : specimen.side(), side -> new ArrayList<>())
                .add(specimen));
        var bones = new ArrayList<Bone>();
        sidesByElement.forEach((element, sides) -> {
            List<Specimen> left = sides.getOrDefault(Side.LEFT, List.of());
            List<Specimen> right = sides.getOrDefault(Side.RIGHT, List.of());
            bones.add(new Bone(
                    element,
                    atLeast(left),
                    atLeast(right),
                    pairs(left, right),
                    left.isEmpty() && right.isEmpty() ? atLeast(sides.getOrDefault(Side.MIDLINE, List.of())) : 0));
        });
        return bones;
    }

    /** The bone that needs the most individuals. */
    static Optional<Bone> minimum(List<Bone> bones) {
        return bones.stream().filter(bone -> bone.minimum() > 0).max(Comparator.comparingInt(Bone::minimum));
    }

    /** The bone with pairs from which the most individuals are likely. */
    static Optional<Bone> mostLikely(List<Bone> bones) {
        return bones.stream()
                .filter(bone -> bone.mostLikely().isPresent())
                .max(Comparator.comparingInt(bone -> bone.mostLikely().get()));
    }

    private static boolean counts(Specimen specimen) {
        return specimen.mayBelongToSomebody() && specimen.element() != null && !Resegregation.isSerial(specimen);
    }

    /**
     * How many bones the specimens of one side are from at least: as many as preserve the same zone. A bone without zones on record is
     * whole; a fragment without zones may be of any of the others.
     */
    private static int atLeast(List<Specimen> specimens) {
        if (specimens.isEmpty()) {
            return 0;
        }
        int whole = 0;
        Map<String, Integer> byZone = new HashMap<>();
        for (Specimen specimen : specimens) {
            if (specimen.zones().areKnown()) {
                specimen.zones().codes().forEach(zone -> byZone.merge(zone, 1, Integer::sum));
            } else if (specimen.kind() != Kind.FRAGMENT) {
                whole++;
            }
        }
        int most = byZone.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.max(1, whole + most);
    }

    private static int pairs(List<Specimen> left, List<Specimen> right) {
        Set<String> both = individuals(left);
        both.retainAll(individuals(right));
        return both.size();
    }

    private static Set<String> individuals(List<Specimen> specimens) {
        Set<String> individuals = new HashSet<>();
        specimens.stream()
                .map(Specimen::individual)
                .filter(java.util.Objects::nonNull)
                .forEach(individuals::add);
        return individuals;
    }
}
