package org.handover.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A table as CSV (RFC 4180, UTF-8) for a spreadsheet. Text that a spreadsheet would take for a formula gets an apostrophe in front,
 * an absent value is an empty cell.
 */
final class Csv {

    static final String TYPE = "text/csv;charset=UTF-8";

    private static final String FORMULA = "=+-@\t\r\n";

    private final Appendable text;
    private final CSVFormat format = CSVFormat.RFC4180;

    private Csv(Appendable text) {
        this.text = text;
    }

    static Csv of(String... columns) {
        return to(new StringBuilder(), columns);
    }

    /** Writes each row as it comes, for tables that may be long. */
    static Csv to(Appendable text, String... columns) {
        return new Csv(text).row((Object[]) columns);
    }

    Csv row(Object... cells) {
        try {
            format.printRecord(text, Arrays.stream(cells).map(Csv::cell).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static Object cell(Object value) {
        if (value == null || value instanceof Number) {
            return value;
        }
        String cell = value.toString();
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    ResponseEntity<String> download(String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(TYPE))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv")
                                .build()
                                .toString())
                .body(text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
