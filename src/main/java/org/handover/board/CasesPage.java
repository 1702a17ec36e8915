package org.handover.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.handover.reading.CaseFiles;
import org.handover.reading.CaseViews;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The cases of a handover, fifty at a time, and each one as far as the reader may see it. With {@code HX-Request} only the section. */
@Controller
@RequestMapping("/handovers/{reference}/cases")
class CasesPage {

    private final Register register;
    private final CaseViews cases;
    private final CaseFiles files;
    private final RecordClock clock;

    CasesPage(Register register, CaseViews cases, CaseFiles files, RecordClock clock) {
        this.register = register;
        this.cases = cases;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Where cases wait for somebody.
     *
     * @param share of the step with the most cases, in percent, at least 1
     * @param overdue how many of them have a task there that is past its due date
     */
    record Step(String step, int cases, int share, int overdue) {}

    @GetMapping
    String list(
            @PathVariable String reference,
            @RequestParam(required = false) String step,
            @RequestParam(required = false) String state,
            @RequestParam(required = false) String disposition,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Model model) {
        Reference handover = register.find(reference);
        Reader reader = Reader.of(signedIn);
        CaseViews.Filter filter = filter(step, state, disposition);
        List<CaseViews.Share> shares = cases.numbers(handover);
        var byState = new LinkedHashMap<String, Integer>();
        // In the order of a case's life; only those there are.
        for (String each : List.of("GROUPED", "OPEN", "CLOSED")) {
            byState.put(each, 0);
        }
        shares.forEach(each -> byState.merge(each.state(), each.cases(), Integer::sum));
        byState.values().removeIf(number -> number == 0);
        Page.Of<CaseViews.Case> rows = cases.list(handover, filter, reader, new Page(Page.number(page), Page.BOARD));
        if (rows.rows().isEmpty() && rows.total() > 0) {
            // Cases have moved on since: the last page there is.
            rows = cases.list(handover, filter, reader, new Page(rows.pages(), Page.BOARD));
        }
        model.addAttribute("reference", handover.value());
        model.addAttribute("filter", filter);
        model.addAttribute("rows", rows);
        model.addAttribute("byState", byState);
        model.addAttribute(
                "byDisposition",
                shares.stream().filter(each -> each.disposition() != null).toList());
        model.addAttribute(
                "all", byState.values().stream().mapToInt(Integer::intValue).sum());
        model.addAttribute("steps", steps(handover));
        model.addAttribute("names", reader.seesNames() || reader.groups().contains(Groups.PUBLIC_AFFAIRS));
        model.addAttribute("now", clock.now());
        model.addAttribute("self", address("/handovers/{reference}/cases", handover, filter));
        model.addAttribute("api", address("/api/handovers/{reference}/cases", handover, filter));
        return fragment ? "board/cases :: section" : "board/cases";
    }

    @GetMapping("/{individual}")
    String one(
            @PathVariable String reference,
            @PathVariable String individual,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Model model) {
        Reference handover = register.find(reference);
        model.addAttribute("reference", handover.value());
        model.addAttribute("file", files.of(handover, individual, Reader.of(signedIn)));
        model.addAttribute("now", clock.now());
        model.addAttribute("api", "/api/handovers/%s/cases/%s".formatted(handover, individual));
        return fragment ? "board/case :: section" : "board/case";
    }

    private List<Step> steps(Reference handover) {
        List<CaseViews.Waiting> waiting = cases.waiting(handover, clock.now());
        int most = waiting.stream().mapToInt(CaseViews.Waiting::cases).max().orElse(1);
        Function<CaseViews.Waiting, Step> step = each -> new Step(
                each.step(), each.cases(), Math.max(1, (int) Math.round(100.0 * each.cases() / most)), each.overdue());
        return waiting.stream().map(step).toList();
    }

    /** What cannot be right shows everything: an old bookmark is no error. */
    private static CaseViews.Filter filter(String step, String state, String disposition) {
        try {
            return new CaseViews.Filter(step, state, disposition);
        } catch (Refusal unknownWord) {
            return CaseViews.Filter.NONE;
        }
    }

    /** The same list elsewhere, ending so that one more parameter can be added. */
    private static String address(String path, Reference handover, CaseViews.Filter filter) {
        String address = UriComponentsBuilder.fromPath(path)
                .queryParamIfPresent("step", Optional.ofNullable(filter.step()))
                .queryParamIfPresent("state", Optional.ofNullable(filter.state()))
                .queryParamIfPresent("disposition", Optional.ofNullable(filter.disposition()))
                .buildAndExpand(handover.value())
                .encode()
                .toUriString();
        return address + (address.contains("?") ? "&" : "?");
    }
}
