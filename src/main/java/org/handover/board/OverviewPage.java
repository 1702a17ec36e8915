package org.handover.board;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.handover.reading.Overview;
import org.handover.reading.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** All handovers at a glance. */
@Controller
class OverviewPage {

    /** The five parts of the story, in order; their names stand in the messages. */
    private static final List<String> STAGES = List.of("pledge", "talks", "transfer", "flight", "laboratory");

    /** How far along the story a phase is: the index of the part under way; behind the last one when all is done. */
    private static final Map<String, Integer> STAGE = Map.of(
            "TALKS", 1,
            "SUSPENDED", 1,
            "BROKEN_OFF", 1,
            "WITHDRAWN", 1,
            "TRANSFER", 2,
            "FLIGHT", 3,
            "IDENTIFICATION", 4,
            "ACCOUNTED_FOR", 5);

    private static final List<String> STOPPED = List.of("SUSPENDED", "BROKEN_OFF", "WITHDRAWN");

    private final Overview overview;

    OverviewPage(Overview overview) {
        this.overview = overview;
    }

    /**
     * The page, or, for its own script, the part of it that changes.
     *
     * @param phase a word of the record; anything else shows all
     * @param search a part of the reference
     * @param sort {@code pledged}, {@code reference}, {@code phase} or {@code overdue}
     */
    @GetMapping("/")
    String show(
            @RequestParam(required = false) String phase,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "pledged") String sort,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = "HX-Request", required = false) String part,
            Model model) {
        String wanted = phase != null && STAGE.containsKey(phase) ? phase : null;
        Overview.Order order = Arrays.stream(Overview.Order.values())
                .filter(each -> each.name().equalsIgnoreCase(sort))
                .findFirst()
                .orElse(Overview.Order.PLEDGED);
        int number = Page.number(page);
        model.addAttribute("page", overview.page(wanted, search, order, number));
        model.addAttribute("phase", wanted);
        model.addAttribute("search", search);
        model.addAttribute("sort", order.name().toLowerCase(Locale.ROOT));
        model.addAttribute("stages", STAGES);
        model.addAttribute("stage", STAGE);
        model.addAttribute("stopped", STOPPED);
        model.addAttribute("here", address(wanted, search, order).build().toUriString() + "&page=" + number);
        model.addAttribute("pages", address(wanted, search, order).build().toUriString() + "&");
        model.addAttribute("everyPhase", address(null, search, order).build().toUriString() + "&phase=");
        return part == null ? "board/overview" : "board/overview :: handovers";
    }

    private static UriComponentsBuilder address(String phase, String search, Overview.Order order) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/")
                .queryParam("sort", order.name().toLowerCase(Locale.ROOT));
        if (!search.isBlank()) {
            address.queryParam("search", UriUtils.encode(search, StandardCharsets.UTF_8));
        }
        if (phase != null) {
            address.queryParam("phase", phase);
        }
        return address;
    }
}
