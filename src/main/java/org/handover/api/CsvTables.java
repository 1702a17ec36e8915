package org.handover.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.handover.account.Tally;
import org.springframework.core.ResolvableType;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractGenericHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Every list of records of {@code /api} as CSV too: a column for each field, in the order and with the names of the JSON, so that whoever
 * may see a value there sees it here and nobody else. A count becomes its number and its unit; several words in one field have a blank
 * between them. Rows go out one by one.
 */
@Component
class CsvTables extends AbstractGenericHttpMessageConverter<List<?>> {

    CsvTables() {
        super(MediaType.parseMediaType(Csv.TYPE));
    }

    @Override
    public boolean canRead(Type type, Class<?> contextClass, MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Type type, Class<?> clazz, MediaType mediaType) {
        return mediaType != null
                && mediaType.isCompatibleWith(new MediaType("text", "csv"))
                && List.class.isAssignableFrom(clazz)
                && rowType(type) != null;
    }

    @Override
    protected boolean supports(Class<?> clazz) {
        return List.class.isAssignableFrom(clazz);
    }

    @Override
    protected void writeInternal(List<?> rows, Type type, HttpOutputMessage output) throws IOException {
        List<Column> columns = columns(rowType(type));
        output.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(fileName() + ".csv")
                        .build());
        Writer writer = new BufferedWriter(new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8));
        var csv = Csv.to(writer, columns.stream().map(Column::name).toArray(String[]::new));
        for (Object row : rows) {
            csv.row(columns.stream().map(column -> column.of(row)).toArray());
        }
        writer.flush();
    }

    @Override
    protected List<?> readInternal(Class<? extends List<?>> clazz, HttpInputMessage input)
            throws HttpMessageNotReadableException {
        throw new UnsupportedOperationException("tables are only written");
    }

    @Override
    public List<?> read(Type type, Class<?> contextClass, HttpInputMessage input)
            throws HttpMessageNotReadableException {
        throw new UnsupportedOperationException("tables are only written");
    }

    private static Class<?> rowType(Type type) {
        if (type instanceof ParameterizedType list && list.getActualTypeArguments().length == 1) {
            Class<?> row =
                    ResolvableType.forType(list.getActualTypeArguments()[0]).resolve();
            return row != null && row.isRecord() ? row : null;
        }
        return null;
    }

    private interface Cell {
        Object of(Object row);
    }

    private record Column(String name, Cell cell) {

        Object of(Object row) {
            return cell.of(row);
        }
    }

    private static List<Column> columns(Class<?> row) {
        var columns = new ArrayList<Column>();
        for (RecordComponent component : row.getRecordComponents()) {
            component.getAccessor().trySetAccessible();
            if (component.getType() == Tally.class) {
                columns.add(new Column(component.getName(), each -> number((Tally) value(component, each))));
                columns.add(new Column(component.getName() + "Unit", each -> unit((Tally) value(component, each))));
            } else {
                columns.add(new Column(component.getName(), each -> plain(value(component, each))));
            }
        }
        return columns;
    }

    private static Object number(Tally tally) {
        return tally == null ? null : tally.number();
    }

    private static Object unit(Tally tally) {
        return tally == null ? null : tally.unit();
    }

    private static Object plain(Object value) {
        return value instanceof List<?> words
                ? words.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value;
    }

    private static Object value(RecordComponent component, Object row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("%s cannot be read".formatted(component), e);
        }
    }

    /** From the path: {@code /api/handovers/KOR-2018-01/cases} is {@code KOR-2018-01-cases}. */
    private static String fileName() {
        List<String> path =
                ServletUriComponentsBuilder.fromCurrentRequest().build().getPathSegments();
        List<String> names = path.size() > 2 && path.get(1).equals("handovers")
                ? path.subList(2, path.size())
                : path.subList(path.size() - 1, path.size());
        return String.join("-", names);
    }
}
