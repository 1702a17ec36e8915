package org.handover.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.handover.reading.HandoverViews.Leg;
import org.handover.reading.RouteViews.Stay;
import org.springframework.core.io.ClassPathResource;

/**
 * The route on two maps: the Korean peninsula, and the Pacific with Korea on the left and Hawaii on the right. Equirectangular, from
 * outlines of our own; flights follow great circles.
 */
record RouteMap(List<Panel> panels, List<Flown> legs) {

    private static final List<List<double[]>> COASTS = coasts();

    /** The military demarcation line, roughly. */
    private static final List<double[]> DEMARCATION =
            points("126.6 37.8, 126.7 37.95, 127 38.2, 127.6 38.33, 128.1 38.35, 128.36 38.6");

    private static final Map<String, double[]> PLACES = Map.of(
            "WONSAN", new double[] {127.486, 39.167},
            "PANMUNJOM", new double[] {126.677, 37.956},
            "OSAN", new double[] {127.03, 37.09},
            "HICKAM", new double[] {202.05, 21.33});

    /**
     * One map.
     *
     * @param name of its messages
     * @param land the outlines, as an SVG path
     * @param line the demarcation line, as an SVG path
     */
    record Panel(String name, int width, int height, String land, String line, List<Way> ways, List<Spot> spots) {}

    /** @param left whether its name stands on the left of it */
    record Spot(String place, double x, double y, boolean left, boolean used) {}

    /**
     * A way between two places.
     *
     * @param state {@code FLOWN}, {@code PLANNED}, {@code IN_THE_AIR}, {@code DIVERTED}, {@code TURNED_BACK}; {@code MOVED} where
     *     only the custody ledger tells of it; {@code NOT_FLOWN} the way that a diversion left
     * @param leg its number; null for a move
     * @param x where its number stands
     */
    record Way(String path, String state, Integer leg, double x, double y) {}

    /** A leg and what became of it. */
    record Flown(Leg leg, String state) {}

    static RouteMap of(List<Leg> legs, List<Stay> stays) {
        List<Flown> flown = legs.stream().map(leg -> new Flown(leg, state(leg))).toList();
        return new RouteMap(
                List.of(
                        panel("peninsula", 123.6, 131.4, 33, 42.4, 44, flown, stays),
                        panel("pacific", 117, 209, 14, 49, 9, flown, stays)),
                flown);
    }

    private static String state(Leg leg) {
        if (leg.departedAt() == null) {
            return "PLANNED";
        }
        if (leg.arrivedAt() == null) {
            return "IN_THE_AIR";
        }
        if (leg.arrivedAirfield().equals(leg.to())) {
            return "FLOWN";
        }
        return leg.arrivedAirfield().equals(leg.departedFrom()) ? "TURNED_BACK" : "DIVERTED";
    }

    /** @param scale units for a degree of latitude */
    private static Panel panel(
            String name,
            double west,
            double east,
            double south,
            double north,
            double scale,
            List<Flown> legs,
            List<Stay> stays) {
        var projection = new Projection(west, north, scale, Math.cos(Math.toRadians((south + north) / 2)));
        var land = new StringBuilder();
        COASTS.forEach(coast -> land.append(projection.path(coast)).append("Z "));
        var ways = new ArrayList<Way>();
        var used = new LinkedHashSet<String>();
        String before = null;
        for (Stay stay : stays) {
            used.add(stay.place());
            if (before != null && !before.equals(stay.place()) && !covered(before, stay.place(), legs)) {
                add(ways, projection, before, stay.place(), "MOVED", null);
            }
            before = stay.place();
        }
        for (Flown flown : legs) {
            Leg leg = flown.leg();
            String from = leg.departedFrom() == null ? leg.from() : leg.departedFrom();
            used.add(from);
            used.add(leg.to());
            if (flown.state().equals("DIVERTED")) {
                used.add(leg.arrivedAirfield());
                add(ways, projection, from, leg.to(), "NOT_FLOWN", null);
                add(ways, projection, from, leg.arrivedAirfield(), "DIVERTED", leg.leg());
            } else {
                add(ways, projection, from, leg.to(), flown.state(), leg.leg());
            }
        }
        boolean wide = name.equals("pacific");
        List<Spot> spots = PLACES.entrySet().stream()
                .filter(place -> !wide || !place.getKey().equals("PANMUNJOM"))
                .filter(place -> inside(place.getValue(), west, east, south, north))
                .sorted(Map.Entry.comparingByKey())
                .map(place -> new Spot(
                        place.getKey(),
                        projection.x(place.getValue()),
                        projection.y(place.getValue()),
                        wide && place.getKey().equals("HICKAM")
                                || !wide && place.getKey().equals("PANMUNJOM"),
                        used.contains(place.getKey())))
                .toList();
        return new Panel(
                name,
                (int) Math.round(projection.x(new double[] {east, south})),
                (int) Math.round(projection.y(new double[] {east, south})),
                land.toString().strip(),
                projection.path(DEMARCATION),
                ways,
                spots);
    }

    private static boolean inside(double[] point, double west, double east, double south, double north) {
        return point[0] > west && point[0] < east && point[1] > south && point[1] < north;
    }

    /** Whether a leg of the flight tells how something came from one place to another. */
    private static boolean covered(String from, String to, List<Flown> legs) {
        return legs.stream()
                .map(Flown::leg)
                .anyMatch(leg -> from.equals(leg.departedFrom()) && to.equals(leg.arrivedAirfield()));
    }

    private static void add(List<Way> ways, Projection projection, String from, String to, String state, Integer leg) {
        if (!PLACES.containsKey(from) || !PLACES.containsKey(to)) {
            return;
        }
        List<double[]> points = greatCircle(PLACES.get(from), PLACES.get(to));
        double[] middle = points.get(points.size() / 2);
        ways.add(new Way(projection.path(points), state, leg, projection.x(middle), projection.y(middle)));
    }

    private static List<double[]> greatCircle(double[] from, double[] to) {
        double[] a = vector(from);
        double[] b = vector(to);
        double angle = Math.acos(Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
        var points = new ArrayList<double[]>();
        int parts = 40;
        for (int i = 0; i <= parts; i++) {
            double left = Math.sin((1 - i / (double) parts) * angle) / Math.sin(angle);
            double right = Math.sin(i / (double) parts * angle) / Math.sin(angle);
            double x = left * a[0] + right * b[0];
            double y = left * a[1] + right * b[1];
            double z = left * a[2] + right * b[2];
            double longitude = Math.toDegrees(Math.atan2(y, x));
            points.add(new double[] {longitude < 0 ? longitude + 360 : longitude, Math.toDegrees(Math.asin(z))});
        }
        return points;
    }

    private static double[] vector(double[] point) {
        double longitude = Math.toRadians(point[0]);
        double latitude = Math.toRadians(point[1]);
        return new double[] {
            Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
        };
    }

    private record Projection(double west, double north, double scale, double squeeze) {

        double x(double[] point) {
            return Math.round((point[0] - west) * scale * squeeze * 10) / 10.0;
        }

        double y(double[] point) {
            return Math.round((north - point[1]) * scale * 10) / 10.0;
        }

        String path(List<double[]> points) {
            var path = new StringBuilder();
            for (double[] point : points) {
                path.append(path.isEmpty() ? 'M' : 'L');
                path.append(String.format(Locale.ROOT, "%.1f %.1f", x(point), y(point)));
            }
            return path.toString();
        }
    }

    private static List<List<double[]>> coasts() {
        try {
            String text = new ClassPathResource("board/coastlines.txt").getContentAsString(StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> points(line.substring(line.indexOf(' '))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Longitudes count from Greenwich to the east, so that the Pacific is in one piece. */
    private static List<double[]> points(String text) {
        var points = new ArrayList<double[]>();
        for (String point : text.split(",")) {
            String[] parts = point.strip().split(" ");
            double longitude = Double.parseDouble(parts[0]);
            points.add(new double[] {longitude < 0 ? longitude + 360 : longitude, Double.parseDouble(parts[1])});
        }
        return points;
    }
}
