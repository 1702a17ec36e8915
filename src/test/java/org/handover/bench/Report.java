package org.handover.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What was found: printed at once, kept as JSON and as charts, and put into a document where that is asked for. */
final class Report {

    /** How many times the least bar the greatest is, before the small ones could not be told apart. */
    private static final double FAR = 20;

    private final Path folder;
    private final Map<String, String> tables = new LinkedHashMap<>();

    Report(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * Prints a table and keeps it as {@code NAME.json}.
     *
     * @param rows each with a value for each column: a text, or a number of which three figures are shown
     */
    void table(String name, String title, List<String> columns, List<List<Object>> rows) throws IOException {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns);
        rows.forEach(row -> cells.add(row.stream().map(Report::shown).toList()));
        System.out.println("\n" + title + "\n" + aligned(cells) + "\n");
        tables.put(name, "%s, %s:\n\n%s".formatted(title, today(), markdown(cells)));

        var kept = new LinkedHashMap<String, Object>();
        kept.put("title", title);
        kept.put("measuredOn", today());
        kept.put("processors", Runtime.getRuntime().availableProcessors());
        kept.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        kept.put(
                "rows",
                rows.stream()
                        .map(row -> {
                            var named = new LinkedHashMap<String, Object>();
                            IntStream.range(0, columns.size()).forEach(i -> named.put(columns.get(i), row.get(i)));
                            return named;
                        })
                        .toList());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve(name + ".json").toFile(), kept);
    }

    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    /** Draws one bar a name, over a logarithmic axis where they are far apart, as {@code NAME.png}. */
    void bars(String name, String title, String unit, Map<String, Double> values) throws IOException {
        var chart = new CategoryChartBuilder()
                .width(900)
                .height(640)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisLabelRotation(60);
        chart.getStyler().setXAxisMaxLabelCount(values.size());
        double least = values.values().stream().min(Double::compare).orElseThrow();
        double greatest = values.values().stream().max(Double::compare).orElseThrow();
        if (least > 0 && greatest / least > FAR) {
            chart.getStyler().setYAxisLogarithmic(true);
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
        }
        chart.addSeries(unit, new ArrayList<>(values.keySet()), new ArrayList<>(values.values()));
        draw(name, chart);
    }

    /** Draws lines over a logarithmic axis as {@code NAME.png}: for each name its x and y values. */
    void lines(String name, String title, String x, String y, Map<String, List<double[]>> lines) throws IOException {
        var chart = new XYChartBuilder()
                .width(900)
                .height(420)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        lines.forEach((line, points) -> chart.addSeries(
                line,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray()));
        draw(name, chart);
    }

    private void draw(String name, Chart<?, ?> chart) throws IOException {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        Files.write(folder.resolve(name + ".png"), ChartEncoder.getBytes(chart, "png"));
    }

    /** Puts each table between the marks {@code <!-- NAME -->} and {@code <!-- end of NAME -->} of a Markdown file, and the charts beside it. */
    void into(Path document) throws IOException {
        String text = Files.readString(document);
        for (var table : tables.entrySet()) {
            String begin = "<!-- %s -->".formatted(table.getKey());
            String end = "<!-- end of %s -->".formatted(table.getKey());
            text = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                    .matcher(text)
                    .replaceAll(Matcher.quoteReplacement(begin + "\n" + table.getValue() + "\n" + end));
        }
        Files.writeString(document, text);
        Path beside = document.resolveSibling(document.getFileName().toString().replace(".md", ""));
        Files.createDirectories(beside);
        try (var made = Files.list(folder)) {
            for (Path file : made.filter(file -> file.toString().matches(".*[.](png|json)"))
                    .toList()) {
                Files.copy(file, beside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The middle one of several measurements. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The middle one with the least and the greatest, e.g. {@code 38.6 (37.0 to 41.2)}. */
    static String spread(List<Double> values) {
        return "%s (%s to %s)"
                .formatted(
                        shown(median(values)),
                        shown(values.stream().min(Double::compare).orElseThrow()),
                        shown(values.stream().max(Double::compare).orElseThrow()));
    }

    private static String shown(Object value) {
        if (!(value instanceof Double number)) {
            return String.valueOf(value);
        }
        double size = Math.abs(number);
        return size >= 100 || size == 0
                ? "%,.0f".formatted(number)
                : size >= 10 ? "%.1f".formatted(number) : "%.2f".formatted(number);
    }

    private static String aligned(List<List<String>> cells) {
        int[] widths = IntStream.range(0, cells.get(0).size())
                .map(i -> cells.stream()
                        .mapToInt(row -> row.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        return cells.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> ("%-" + Math.max(1, widths[i]) + "s").formatted(row.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String markdown(List<List<String>> cells) {
        List<String> lines = new ArrayList<>();
        cells.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        lines.add(1, "|" + " --- |".repeat(cells.get(0).size()));
        return String.join("\n", lines);
    }
}
