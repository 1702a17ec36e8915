package org.handover.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.camunda.spin.json.SpinJsonNode;

/** Reads submitted tables, which come as Json or as CSV, into lines of cells. */
final class Tables {

    /** Most rows of one table. */
    static final int MOST_ROWS = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(false)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();

    private Tables() {}

    /** One line: where it stands, e.g. {@code "manifest line 17: "}, and its cells by column. */
    record Line(String where, Map<String, Object> cells) {}

    static List<Line> read(String name, Object json, Object csv, Input in) {
        if (json != null && csv != null) {
            in.problem(name, "is given as Json and as CSV; give one of them");
            return List.of();
        }
        if (json == null && csv == null) {
            in.problem(name, "is missing; give an array of objects, or a CSV text as " + name + "Csv");
            return List.of();
        }
        List<Line> lines = csv == null ? fromJson(name, json, in) : fromCsv(name + "Csv", csv, in);
        if (lines.size() > MOST_ROWS) {
            in.problem(name, "has %d rows; at most %d are taken at once".formatted(lines.size(), MOST_ROWS));
            return List.of();
        }
        return lines;
    }

    /** A Json array, a collection, or words with commas between them. */
    static List<Object> words(Object value) {
        Object plain = plain(value);
        if (plain instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        return Arrays.stream(String.valueOf(plain).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Object.class::cast)
                .toList();
    }

    private static List<Line> fromJson(String name, Object json, Input in) {
        if (!(plain(json) instanceof Collection<?> rows)) {
            in.problem(name, "is not an array of objects");
            return List.of();
        }
        var lines = new ArrayList<Line>();
        int number = 0;
        for (Object row : rows) {
            number++;
            if (row instanceof Map<?, ?> cells) {
                var byColumn = new LinkedHashMap<String, Object>();
                cells.forEach((column, cell) -> byColumn.put(String.valueOf(column), cell));
                lines.add(new Line("%s line %d: ".formatted(name, number), byColumn));
            } else {
                in.problem(name, "line %d is not an object".formatted(number));
            }
        }
        return lines;
    }

    private static List<Line> fromCsv(String name, Object csv, Input in) {
        var lines = new ArrayList<Line>();
        String text = csv.toString();
        // Spreadsheets put a byte order mark in front.
        try (var parser =
                CSVParser.parse(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text), CSV)) {
            int columns = parser.getHeaderNames().size();
            long names = parser.getHeaderNames().stream()
                    .map(Tables::column)
                    .distinct()
                    .count();
            if (names < columns) {
                in.problem(name, "has two columns of one name");
                return List.of();
            }
            for (CSVRecord row : parser) {
                long line = parser.getCurrentLineNumber();
                if (row.size() != columns) {
                    in.problem(
                            "%s line %d".formatted(name, line),
                            "has %d cells, the first line has %d".formatted(row.size(), columns));
                } else {
                    lines.add(new Line("%s line %d: ".formatted(name, line), named(row)));
                }
                if (lines.size() > MOST_ROWS) {
                    break;
                }
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            in.problem(name, "cannot be read as CSV: " + e.getMessage());
        }
        return lines;
    }

    /** The cells by column; a column headed {@code Provenance 1} is {@code provenance1}. */
    private static Map<String, Object> named(CSVRecord row) {
        var cells = new LinkedHashMap<String, Object>();
        row.toMap().forEach((column, cell) -> cells.put(column(column), cell));
        return cells;
    }

    private static String column(String header) {
        String[] words = header.strip().split("[\\s_]+");
        if (words.length == 1) {
            // A name of our own, e.g. theirLabel, or a heading with a capital.
            return header.equals(header.toUpperCase(Locale.ROOT))
                    ? header.toLowerCase(Locale.ROOT)
                    : header.isEmpty() ? header : header.substring(0, 1).toLowerCase(Locale.ROOT) + header.substring(1);
        }
        var name = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static Object plain(Object value) {
        String text =
                value instanceof SpinJsonNode node ? node.toString() : value instanceof String string ? string : null;
        if (text == null || !text.strip().startsWith("[")) {
            return value;
        }
        try {
            return JSON.readValue(text, new TypeReference<List<Object>>() {});
        } catch (JsonProcessingException e) {
            return value;
        }
    }
}
