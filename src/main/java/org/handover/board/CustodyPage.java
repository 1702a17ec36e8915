package org.handover.board;

import static org.handover.board.Section.HX_REQUEST;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.handover.reading.CustodyViews;
import org.handover.reading.CustodyViews.Chain;
import org.handover.reading.CustodyViews.Filter;
import org.handover.reading.CustodyViews.Period;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.seal.Seals;
import org.handover.security.Reader;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who holds what of a handover, and the chain of custody of each item: pages, and the same as fragments. */
@Controller
@RequestMapping("/handovers/{reference}/custody")
class CustodyPage {

    private static final Set<String> KINDS = Set.of("CONTAINER", "SPECIMEN", "SAMPLE");

    private final Register register;
    private final CustodyViews views;
    private final Seals seals;
    private final RecordClock clock;

    CustodyPage(Register register, CustodyViews views, Seals seals, RecordClock clock) {
        this.register = register;
        this.views = views;
        this.seals = seals;
        this.clock = clock;
    }

    @GetMapping
    String holdings(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String holder,
            @RequestParam(defaultValue = "") String container,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Model model) {
        Reference handover = register.find(reference);
        var filter = new Filter(KINDS.contains(kind) ? kind : null, given(holder), given(container));
        List<CustodyViews.Share> shares = views.shares(handover);
        var byHolder = new TreeMap<String, Integer>();
        shares.forEach(share -> byHolder.merge(share.holder(), share.items(), Integer::sum));
        model.addAttribute("reference", handover.value());
        model.addAttribute("filter", filter);
        model.addAttribute("shares", shares);
        model.addAttribute("byHolder", byHolder);
        model.addAttribute(
                "items", byHolder.values().stream().mapToInt(Integer::intValue).sum());
        model.addAttribute("page", views.page(handover, filter, Page.number(page), Reader.of(signedIn)));
        model.addAttribute("asOf", clock.now());
        return Section.of("board/custody", fragment);
    }

    /** Walks every chain: as much work as there are events, so only when somebody asks. */
    @GetMapping("/verification")
    String verification(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Model model) {
        Reference handover = register.find(reference);
        model.addAttribute("reference", handover.value());
        model.addAttribute("digest", seals.seal(handover));
        model.addAttribute("verification", seals.verify(handover));
        model.addAttribute("asOf", clock.now());
        return Section.of("board/custody-verification", fragment);
    }

    @GetMapping("/{*item}")
    String chain(
            @PathVariable String reference,
            @PathVariable String item,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Model model) {
        Reference handover = register.find(reference);
        Chain chain = views.chain(handover.item(item.substring(1)), Reader.of(signedIn));
        Instant now = clock.now();
        model.addAttribute("reference", handover.value());
        model.addAttribute("chain", chain);
        model.addAttribute("picture", Picture.of(chain, now));
        model.addAttribute("now", now);
        model.addAttribute("asOf", now);
        return Section.of("board/custody-chain", fragment);
    }

    private static String given(String parameter) {
        return parameter.isBlank() ? null : parameter.strip();
    }

    /**
     * Holders along time: a lane for each holder, a column for each period. A column is wider for a longer time, though far less than in
     * proportion: days in transit stay readable beside years at the laboratory.
     *
     * @param lanes the holders, in the order in which they first had the item
     * @param columns widths of the columns as CSS grid tracks
     */
    record Picture(List<String> lanes, String columns, List<Bar> bars) {

        /**
         * @param column from 1
         * @param lane from 1
         * @param from the lane of the holder before; the same lane for the first
         */
        record Bar(Period period, int column, int lane, int from) {

            /** The upper end of the line that joins it to the bar before. */
            public int top() {
                return Math.min(lane, from);
            }

            public int bottom() {
                return Math.max(lane, from) + 1;
            }
        }

        static Picture of(Chain chain, Instant now) {
            var lanes = new ArrayList<String>();
            if (chain.before() != null) {
                lanes.add(chain.before());
            }
            var bars = new ArrayList<Bar>();
            var columns = new StringBuilder(chain.before() == null ? "" : "minmax(6.5rem, 1fr) ");
            int from = 1;
            for (Period period : chain.periods()) {
                if (!lanes.contains(period.holder())) {
                    lanes.add(period.holder());
                }
                int lane = lanes.indexOf(period.holder()) + 1;
                int column = bars.size() + (chain.before() == null ? 1 : 2);
                bars.add(new Bar(period, column, lane, bars.isEmpty() && chain.before() == null ? lane : from));
                columns.append(String.format(Locale.ROOT, "minmax(8rem, %.1ffr) ", weight(period, now)));
                from = lane;
            }
            return new Picture(List.copyOf(lanes), columns.toString().strip(), bars);
        }

        private static double weight(Period period, Instant now) {
            Instant until = period.until() == null ? now : period.until();
            double days = Math.max(0, Duration.between(period.since(), until).toHours() / 24.0);
            return 1 + Math.log1p(days);
        }
    }
}
