package org.handover.board;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.handover.account.Account;
import org.handover.account.Tally;
import org.handover.reading.Timeline;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Unit;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** The words of the record in the reader's language, for the templates of a handover. What has no word is shown as it was recorded. */
@Component
class HandoverWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MessageSource messages;

    HandoverWords(MessageSource messages) {
        this.messages = messages;
    }

    /** A word of a list of words, e.g. {@code place} and {@code OSAN}. */
    public String word(String list, String value) {
        return value == null
                ? null
                : messages.getMessage(list + "." + value, null, value, LocaleContextHolder.getLocale());
    }

    /** A step of a model; its id where it has no name. */
    public String step(String process, String step) {
        return word("step." + process, step);
    }

    public String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /** A holder of the ledger, e.g. {@code AIRLIFT:RCH-1801} as airlift mission RCH-1801. */
    public String holder(String holder) {
        int colon = holder.indexOf(':');
        String kind = colon < 0 ? holder : holder.substring(0, colon);
        String which = colon < 0 ? "" : holder.substring(colon + 1);
        if (kind.equals("FAMILY") && !which.isEmpty()) {
            return say("custody.familyOf", which);
        }
        String name = which.isEmpty() ? "" : kind.equals("AIRLIFT") ? which : word("party", which);
        return messages.getMessage("holder." + kind, new Object[] {name}, holder, LocaleContextHolder.getLocale())
                .strip();
    }

    /** The path of an item's chain of custody. */
    public String chain(String reference, String item) {
        return "/handovers/%s/custody/%s".formatted(reference, UriUtils.encodePath(item, StandardCharsets.UTF_8));
    }

    /** A count with its unit, e.g. 55 containers. */
    public String count(int number, Unit unit) {
        return say("count." + unit, number);
    }

    public String count(Tally tally) {
        return count(tally.number(), tally.unit());
    }

    /** A number as somebody said it, e.g. about 50 persons. */
    public String said(Integer number, Qualifier qualifier, Unit unit) {
        return number == null ? say("qualifier.NO_NUMBER") : say("qualified." + qualifier, count(number, unit));
    }

    /** Where the planning factor is from. */
    public String from(Account.PlanningFactor factor) {
        return factor.session() != null
                ? say("handover.factor.agreed", factor.session(), factor.on())
                : say("handover.factor.offered", word("party", factor.speaker()), factor.on());
    }

    /** The zone of a place of the record; null for no place. */
    public ZoneId zone(String place) {
        return place == null ? null : Place.zoneOf(place);
    }

    /** The zone of the talks and of most acts of a handover. */
    public ZoneId border() {
        return Place.BORDER;
    }

    /** To the minute, in a zone that is named beside it. */
    public String at(Instant at, ZoneId zone) {
        return MINUTE.format(at.atZone(zone));
    }

    /** When an entry of the timeline happened, without its zone: a minute, a day or a month. */
    public String when(Timeline.Entry entry) {
        return entry.when().contains("T") ? at(Instant.parse(entry.when()), ZoneId.of(entry.zone())) : entry.when();
    }

    /** The page of what an entry is about, a case or an item of the ledger; null when it has none. */
    public String page(String reference, String item) {
        if (item == null || item.startsWith("F-") || item.contains("/E-")) {
            return null;
        }
        return item.startsWith("I-") ? "/handovers/%s/cases/%s".formatted(reference, item) : chain(reference, item);
    }

    /** For the attribute of a time element. */
    public String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long something lasted, in the largest unit of which it is at least two. */
    public String lasted(Instant since, Instant until) {
        Duration time = Duration.between(since, until);
        long days = time.toDays();
        if (days >= 730) {
            return say("custody.lasted.years", days / 365);
        }
        if (days >= 60) {
            return say("custody.lasted.months", days * 12 / 365);
        }
        return days >= 2 ? say("custody.lasted.days", days) : say("custody.lasted.hours", Math.max(1, time.toHours()));
    }

    /** The day a count holds for, where most acts of a handover happen. */
    public LocalDate day(Instant at) {
        return at.atZone(Place.BORDER).toLocalDate();
    }
}
