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
            for (CSVRecord row : parser) {
                long line = parser.getCurrentLineNumber();
                if (row.size() != columns) {
                    in.problem(
                            "%s line %d".formatted(name, line),
                            "has %d cells, the first line has %d".formatted(row.size(), columns));
                } else {
                    lines.add(new Line("%s line %d: ".formatted(name, line), new LinkedHashMap<>(row.toMap())));
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
