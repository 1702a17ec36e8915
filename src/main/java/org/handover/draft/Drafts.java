package org.handover.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps drafts. They are not part of the record: one replaces the other, and an accepted one is removed. */
@Repository
public class Drafts {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String ONE = " where reference = :reference and item = :item and kind = :kind";

    private final JdbcClient jdbc;

    Drafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a draft in place of the one before it.
     *
     * @param item what it is about within the handover, e.g. {@code C-07}; null for the handover itself
     */
    public void keep(Reference reference, String item, Draft.Kind kind, Draft draft) {
        remove(reference, item, kind);
        jdbc.sql(
                        """
                insert into draft (reference, item, kind, content, errors, submitted_by, submitted_on)
                values (:reference, :item, :kind, :content, :errors, :by, :on)""")
                .param("reference", reference.value())
                .param("item", column(item))
                .param("kind", kind.name())
                .param("content", write(draft.content()))
                .param("errors", write(draft.errors()))
                .param("by", draft.by())
                .param("on", draft.on())
                .update();
    }

    public Optional<Draft> find(Reference reference, String item, Draft.Kind kind) {
        return jdbc.sql("select content, errors, submitted_by, submitted_on from draft" + ONE)
                .param("reference", reference.value())
                .param("item", column(item))
                .param("kind", kind.name())
                .query(Drafts::draft)
                .optional();
    }

    /** Says why a draft goes back to the one who submitted it. */
    public void sendBack(Reference reference, String item, Draft.Kind kind, List<String> errors) {
        jdbc.sql("update draft set errors = :errors" + ONE)
                .param("errors", write(errors))
                .param("reference", reference.value())
                .param("item", column(item))
                .param("kind", kind.name())
                .update();
    }

    public void remove(Reference reference, String item, Draft.Kind kind) {
        jdbc.sql("delete from draft" + ONE)
                .param("reference", reference.value())
                .param("item", column(item))
                .param("kind", kind.name())
                .update();
    }

    private static String column(String item) {
        return item == null ? "" : item;
    }

    private static Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                read(row.getString("content"), new TypeReference<Map<String, Object>>() {}),
                read(row.getString("errors"), new TypeReference<List<String>>() {}),
                row.getString("submitted_by"),
                row.getObject("submitted_on", LocalDate.class));
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a draft holds plain values only", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a draft in the database is not readable", e);
        }
    }
}
