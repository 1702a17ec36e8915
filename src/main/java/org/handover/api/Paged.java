package org.handover.api;

import java.util.List;
import org.handover.reading.Page;
import org.springframework.http.ResponseEntity;

/** One page of a list, with the number of all its rows in a header. */
final class Paged {

    static final String TOTAL = "X-Total-Count";

    private Paged() {}

    static <T> ResponseEntity<List<T>> answer(Page.Of<T> page) {
        return ResponseEntity.ok().header(TOTAL, String.valueOf(page.total())).body(page.rows());
    }
}
