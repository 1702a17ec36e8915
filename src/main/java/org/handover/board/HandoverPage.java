package org.handover.board;

import static org.handover.board.Section.HX_REQUEST;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.handover.account.Account;
import org.handover.account.Accounts;
import org.handover.engine.HandoverSteps;
import org.handover.engine.Road;
import org.handover.engine.StepLoad;
import org.handover.reading.HandoverViews;
import org.handover.reading.LaboratoryViews;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.reading.RouteViews;
import org.handover.reading.Timeline;
import org.handover.security.Reader;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * One handover: the page, and its sections as pages and fragments of their own. What is heavy loads when it comes into view; with
 * {@code whole} everything is on the page at once, for printing and without a script.
 */
@Controller
@RequestMapping("/handovers/{reference}")
class HandoverPage {

    private static final String PROCESS = "handover";

    /** The phases of a handover that goes well, in order. */
    private static final List<String> STAGES =
            List.of("TALKS", "TRANSFER", "FLIGHT", "IDENTIFICATION", "ACCOUNTED_FOR");

    private final Register register;
    private final Accounts accounts;
    private final HandoverViews handovers;
    private final LaboratoryViews laboratory;
    private final RouteViews route;
    private final Timeline timeline;
    private final HandoverSteps steps;
    private final StepLoad load;
    private final Road road;
    private final HandoverWords words;
    private final RecordClock clock;

    HandoverPage(
            Register register,
            Accounts accounts,
            HandoverViews handovers,
            LaboratoryViews laboratory,
            RouteViews route,
            Timeline timeline,
            HandoverSteps steps,
            StepLoad load,
            Road road,
            HandoverWords words,
            RecordClock clock) {
        this.register = register;
        this.accounts = accounts;
        this.handovers = handovers;
        this.laboratory = laboratory;
        this.route = route;
        this.timeline = timeline;
        this.steps = steps;
        this.load = load;
        this.road = road;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String handover(
            @PathVariable String reference,
            @RequestParam(defaultValue = "false") boolean whole,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Locale locale,
            Model model) {
        Reference handover = register.find(reference);
        Account account = account(handover, model);
        head(handover, account, model);
        if (fragment) {
            return "board/handover :: head";
        }
        model.addAttribute("whole", whole);
        if (whole) {
            diagram(handover, model);
            Reader reader = Reader.of(signedIn);
            timeline(handover, reader, null, false, 1, locale, model);
            route(handover, model);
            containers(handover, reader, model);
        }
        return "board/handover";
    }

    @GetMapping("/account")
    String account(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Model model) {
        account(register.find(reference), model);
        return Section.of("board/handover-account", fragment);
    }

    @GetMapping("/diagram")
    String diagram(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Model model) {
        diagram(register.find(reference), model);
        return Section.of("board/handover-diagram", fragment);
    }

    /** The model this handover follows, with the names of its elements in the reader's language. */
    @GetMapping(path = "/diagram/model", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    ResponseEntity<String> model(@PathVariable String reference, Locale locale) {
        Reference handover = register.find(reference);
        boolean own = locale.getLanguage().equals(Locale.ENGLISH.getLanguage());
        return ResponseEntity.of(road.model(handover, id -> own ? null : words.step(PROCESS, id)));
    }

    /**
     * Something to draw on an element.
     *
     * @param text what the mark says
     * @param title the same in full
     * @param state {@code waiting}, {@code overdue} or {@code stalled}
     */
    record Mark(String element, String text, String title, String state) {}

    /** What the diagram shows beside the model: numbers and ids of elements, no people. */
    record Drawing(List<Mark> marks, List<String> passed, List<String> flows, String end) {}

    @GetMapping(path = "/diagram/state", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Drawing state(@PathVariable String reference) {
        Reference handover = register.find(reference);
        List<Mark> marks = tokens(handover).stream().map(this::mark).toList();
        return road.of(handover)
                .map(taken -> new Drawing(
                        marks,
                        taken.passed().stream().map(Road.Passed::element).toList(),
                        List.copyOf(taken.flows()),
                        taken.end()))
                .orElse(new Drawing(marks, List.of(), List.of(), null));
    }

    private Mark mark(Token token) {
        String state = token.overdue() > 0 ? "overdue" : token.stalled() > 0 ? "stalled" : "waiting";
        int number = token.overdue() > 0 ? token.overdue() : token.stalled() > 0 ? token.stalled() : token.waiting();
        String title = words.say(
                "handover.token.title",
                words.step(PROCESS, token.step()),
                token.waiting(),
                token.overdue(),
                token.stalled());
        return new Mark(token.step(), words.say("handover.token." + state, number), title, state);
    }

    @GetMapping("/timeline")
    String timeline(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String chapter,
            @RequestParam(defaultValue = "newest") String order,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Locale locale,
            Model model) {
        Timeline.Chapter wanted = Arrays.stream(Timeline.Chapter.values())
                .filter(each -> each.name().equals(chapter))
                .findFirst()
                .orElse(null);
        timeline(
                register.find(reference),
                Reader.of(signedIn),
                wanted,
                !order.equals("oldest"),
                Page.number(page),
                locale,
                model);
        return Section.of("board/handover-timeline", fragment);
    }

    @GetMapping("/route")
    String route(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Model model) {
        route(register.find(reference), model);
        return Section.of("board/handover-route", fragment);
    }

    @GetMapping("/containers")
    String containers(
            @PathVariable String reference,
            @RequestHeader(name = HX_REQUEST, defaultValue = "false") boolean fragment,
            Authentication signedIn,
            Model model) {
        containers(register.find(reference), Reader.of(signedIn), model);
        return Section.of("board/handover-containers", fragment);
    }

    private Account account(Reference handover, Model model) {
        Account account = accounts.take(handover);
        model.addAttribute("reference", handover.value());
        model.addAttribute("account", account);
        model.addAttribute("funnel", Funnel.of(account));
        model.addAttribute("asOf", account.asOf());
        return account;
    }

    /**
     * What is open within a handover, in its containers and cases.
     *
     * @param process the model
     */
    record Within(String process, String step, int waiting, int overdue, int stalled) {}

    private void head(Reference handover, Account account, Model model) {
        HandoverViews.Detail detail = handovers.detail(handover);
        List<StepLoad.Step> all = load.of(handover);
        Instant ended = steps.ended(List.of(handover.value())).get(handover.value());
        LocalDate until = ended == null
                ? clock.today(Place.BORDER)
                : ended.atZone(Place.BORDER).toLocalDate();
        model.addAttribute("detail", detail);
        model.addAttribute("stages", STAGES);
        model.addAttribute("stage", STAGES.indexOf(detail.phase()));
        model.addAttribute("ended", ended != null);
        model.addAttribute("days", Math.max(0, ChronoUnit.DAYS.between(detail.pledgedOn(), until)));
        model.addAttribute("next", steps.of(List.of(handover.value())));
        model.addAttribute(
                "within",
                all.stream()
                        .filter(step -> !step.process().equals(PROCESS))
                        .map(step ->
                                new Within(step.process(), step.step(), step.waiting(), step.overdue(), step.stalled()))
                        .sorted(Comparator.comparingInt(Within::waiting).reversed())
                        .toList());
        model.addAttribute(
                "overdue", all.stream().mapToInt(StepLoad.Step::overdue).sum());
        model.addAttribute(
                "unexplained",
                account.discrepancies().stream()
                        .filter(each -> each.explanation() == null)
                        .count());
    }

    /**
     * Where the handover itself waits.
     *
     * @param groups who may do it; empty where it waits for no person
     */
    record Token(String step, int waiting, int overdue, int stalled, List<String> groups) {}

    private List<Token> tokens(Reference handover) {
        Map<String, TreeSet<String>> groups = new LinkedHashMap<>();
        steps.of(List.of(handover.value())).forEach(waiting -> {
            TreeSet<String> of = groups.computeIfAbsent(waiting.step(), step -> new TreeSet<>());
            if (waiting.group() != null) {
                of.add(waiting.group());
            }
        });
        return load.of(handover).stream()
                .filter(step -> step.process().equals(PROCESS))
                .map(step -> new Token(
                        step.step(),
                        step.waiting(),
                        step.overdue(),
                        step.stalled(),
                        List.copyOf(groups.getOrDefault(step.step(), new TreeSet<>()))))
                .toList();
    }

    private void diagram(Reference handover, Model model) {
        model.addAttribute("reference", handover.value());
        model.addAttribute("tokens", tokens(handover));
        model.addAttribute("road", road.of(handover).orElse(null));
        model.addAttribute("asOf", clock.now());
    }

    private void timeline(
            Reference handover,
            Reader reader,
            Timeline.Chapter chapter,
            boolean newest,
            int page,
            Locale locale,
            Model model) {
        model.addAttribute("reference", handover.value());
        model.addAttribute("slice", timeline.page(handover, reader, chapter, locale, newest, page));
        model.addAttribute("chapter", chapter == null ? "" : chapter.name());
        model.addAttribute("chapters", Timeline.Chapter.values());
        model.addAttribute("order", newest ? "newest" : "oldest");
        model.addAttribute("sessions", handovers.sessions(handover));
        model.addAttribute("asOf", clock.now());
    }

    private void route(Reference handover, Model model) {
        List<RouteViews.Stay> stays = route.stays(handover);
        model.addAttribute("reference", handover.value());
        model.addAttribute("stays", stays);
        model.addAttribute("map", RouteMap.of(handovers.legs(handover), stays));
        model.addAttribute("asOf", clock.now());
    }

    /** In which order the states of containers are told. */
    private enum State {
        IN_TRANSIT,
        UNOPENED,
        EXAMINED,
        REFUSED,
        NOWHERE
    }

    private void containers(Reference handover, Reader reader, Model model) {
        List<LaboratoryViews.Container> containers = laboratory.containers(handover, reader);
        var states = new EnumMap<State, Integer>(State.class);
        containers.forEach(container -> states.merge(
                container.state() == null ? State.NOWHERE : State.valueOf(container.state()), 1, Integer::sum));
        model.addAttribute("reference", handover.value());
        model.addAttribute("containers", containers);
        model.addAttribute("states", states);
        model.addAttribute("asOf", clock.now());
    }
}
