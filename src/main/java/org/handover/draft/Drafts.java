package org.handover.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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

/** Keeps one draft of each kind for a handover or an item of it. Its methods join the caller's transaction. */
@Repository
public class Drafts {

    /** The manifest of a handover, sent back because of faulty lines or by the witness. */
    public static final String MANIFEST = "MANIFEST";

    /** In place of an item's number when the draft is about the handover itself. */
    public static final String WHOLE = "";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    Drafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a draft in place of the one before it. */
    public void keep(Reference reference, String item, String kind, Draft draft) {
        discard(reference, item, kind);
        jdbc.sql(
                        """
                insert into draft (reference, item, kind, content, errors, submitted_by, submitted_on)
                values (:reference, :item, :kind, :content, :errors, :by, :on)""")
                .param("reference", reference.value())
                .param("item", item)
                .param("kind", kind)
                .param("content", write(draft.rows()))
                .param("errors", write(draft.errors()))
                .param("by", draft.submittedBy())
                .param("on", draft.submittedOn())
                .update();
    }

    /** What was kept last, if it is not discarded. */
    public Optional<Draft> find(Reference reference, String item, String kind) {
        return jdbc.sql("select * from draft where reference = :reference and item = :item and kind = :kind")
                .param("reference", reference.value())
                .param("item", item)
                .param("kind", kind)
                .query(Drafts::draft)
                .optional();
    }

    /** Forgets a draft, e.g. because it became record. */
    public void discard(Reference reference, String item, String kind) {
        jdbc.sql("delete from draft where reference = :reference and item = :item and kind = :kind")
                .param("reference", reference.value())
                .param("item", item)
                .param("kind", kind)
                .update();
    }

    private static Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                read(row.getString("content"), new TypeReference<List<Map<String, Object>>>() {}),
                read(row.getString("errors"), new TypeReference<List<String>>() {}),
                row.getString("submitted_by"),
                row.getObject("submitted_on", LocalDate.class));
    }

    private static String write(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table that was read can be written", e);
        }
    }

    private static <T> T read(String content, TypeReference<T> type) {
        try {
            return JSON.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table that was written can be read", e);
        }
    }
}
