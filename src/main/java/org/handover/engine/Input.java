package org.handover.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;

/**
 * Typed reading of what was submitted. The reading is the specification: what is read as required must be there, what is
 * read must have its type and range, and what is not read must not be there. All problems are collected and refused together; each
 * says which field, what is wrong and what would be right.
 *
 * <p>Null and blank text count as absent. Yes/no is a Boolean or "yes" / "no". Dates are ISO 8601 local dates, instants have an offset.
 */
public final class Input {

    /** Longest text of a field, in characters. */
    public static final int LONGEST_TEXT = 4000;

    /** Whoever sent a file of nonsense reads no more than these, and the answer stays small. */
    static final int MOST_PROBLEMS = 100;

    private static final int LONGEST_PROBLEM = 1_000;
    private static final String MORE_PROBLEMS =
            "there are more than %d problems; mend these first".formatted(MOST_PROBLEMS);

    private static final Pattern PERSON = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,59}");

    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final Map<String, Object> values;
    private final String where;
    private final List<String> problems;
    private final TreeSet<String> read;
    /** Null when the fields apply; otherwise why they do not. */
    private final String unless;

    private Input(
            Map<String, Object> values, String where, List<String> problems, TreeSet<String> read, String unless) {
        this.values = values;
        this.where = where;
        this.problems = problems;
        this.read = read;
        this.unless = unless;
    }

    /** What was submitted over our own REST API. */
    public static Input of(Map<String, Object> values) {
        return new Input(values, "", new ArrayList<>(), new TreeSet<>(), null);
    }

    /** What was submitted with the task that is being completed. */
    public static Input of(DelegateTask task) {
        return of(Submission.current());
    }

    /** What was submitted with the start or the message that is being received, or with the task before a service step. */
    public static Input of(DelegateExecution execution) {
        return of(Submission.current());
    }

    /** Rows that were submitted and kept, e.g. a draft. */
    static Input ofRow(Map<String, Object> row, String where) {
        return new Input(row, where, new ArrayList<>(), new TreeSet<>(), null);
    }

    /**
     * Reads everything and checks it.
     *
     * @throws Refusal with every problem of every field, also of fields that nobody asked for
     */
    public <T> T read(Function<Input, T> reading) {
        T result = null;
        try {
            result = reading.apply(this);
        } catch (Refusal refusal) {
            refusal.problems().forEach(this::problem);
        } catch (NullPointerException e) {
            // A value that could not be read is null here; its problem is already noted.
            if (problems.isEmpty()) {
                throw e;
            }
        }
        refuseUnread();
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
        return result;
    }

    /** For steps that take no input at all. */
    public void readNothing() {
        read(in -> null);
    }

    /**
     * Fields that apply only under a condition: without it they must be absent, and reading one gives null.
     *
     * @param what the condition in words, e.g. {@code "talksOutcome is AGREED"}
     */
    public Input when(boolean condition, String what) {
        return new Input(values, where, problems, read, condition ? unless : what);
    }

    public String text(String name) {
        return required(name, optionalText(name));
    }

    public String optionalText(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String || value instanceof Number)) {
            return problem(name, "is not text");
        }
        String text = value.toString().strip();
        if (text.length() > LONGEST_TEXT) {
            return problem(name, "has %d characters; at most %d are kept".formatted(text.length(), LONGEST_TEXT));
        }
        if (text.indexOf('\0') >= 0) {
            return problem(name, "has a NUL character");
        }
        return text;
    }

    /** Text of at most {@code longest} characters. */
    public String text(String name, int longest) {
        return required(name, optionalText(name, longest));
    }

    public String optionalText(String name, int longest) {
        String text = optionalText(name);
        return text != null && text.length() > longest
                ? problem(name, "has %d characters; at most %d are kept".formatted(text.length(), longest))
                : text;
    }

    public LocalDate date(String name) {
        return required(name, optionalDate(name));
    }

    public LocalDate optionalDate(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Date date) {
            return date.toInstant().atZone(Place.BORDER).toLocalDate();
        }
        try {
            return LocalDate.parse(value.toString().strip());
        } catch (DateTimeParseException e) {
            return problem(name, "'%s' is not a date; write it as 2018-07-27".formatted(value));
        }
    }

    /** A date, or a month when nobody knows the day: {@code 2018-06-12} or {@code 2018-06}. */
    public String dateOrMonth(String name) {
        Object value = value(name);
        if (value == null) {
            return required(name, null);
        }
        String text = value.toString().strip();
        try {
            return YearMonth.parse(text).toString();
        } catch (DateTimeParseException e) {
            LocalDate date = optionalDate(name);
            return date == null ? null : date.toString();
        }
    }

    /** An instant with its offset: {@code 2018-08-01T12:00:00+09:00}. */
    public Instant instant(String name) {
        Object value = value(name);
        if (value == null) {
            return required(name, null);
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        try {
            return OffsetDateTime.parse(value.toString().strip(), INSTANT).toInstant();
        } catch (DateTimeParseException e) {
            return problem(
                    name,
                    "'%s' is not an instant with an offset; write it as 2018-08-01T12:00:00+09:00".formatted(value));
        }
    }

    /** An instant, or a date that stands for an hour of that day in a zone. */
    public Instant instantOrDate(String name, int hour, ZoneId zone) {
        Object value = value(name);
        if (value instanceof String text && text.strip().length() == 10) {
            LocalDate date = optionalDate(name);
            return date == null
                    ? null
                    : ZonedDateTime.of(date.atTime(hour, 0), zone).toInstant();
        }
        return instant(name);
    }

    public Integer integer(String name, int least) {
        return required(name, optionalInteger(name, least));
    }

    public Integer optionalInteger(String name, int least) {
        BigDecimal number = number(name);
        if (number == null) {
            return null;
        }
        try {
            int integer = number.intValueExact();
            return integer < least ? problem(name, "%d is below %d".formatted(integer, least)) : integer;
        } catch (ArithmeticException e) {
            return problem(
                    name, "'%s' is not a whole number from %d to %d".formatted(value(name), least, Integer.MAX_VALUE));
        }
    }

    /** A mass in grams or another measure, with at most three decimals, from {@code least} on. */
    public BigDecimal decimal(String name, String least) {
        return required(name, optionalDecimal(name, least));
    }

    public BigDecimal optionalDecimal(String name, String least) {
        BigDecimal number = number(name);
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (number.compareTo(new BigDecimal(least)) < 0) {
            return problem(name, "%s is below %s".formatted(number.toPlainString(), least));
        }
        if (stripped.scale() > 3 || stripped.precision() - stripped.scale() > 9) {
            return problem(name, "'%s' has more than 9 digits before or 3 behind the point".formatted(value(name)));
        }
        return number;
    }

    public Boolean yesNo(String name) {
        return required(name, optionalYesNo(name));
    }

    public Boolean optionalYesNo(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> problem(name, "'%s' is neither yes nor no".formatted(value));
        };
    }

    public <E extends Enum<E>> E choice(String name, Class<E> choices) {
        return required(name, optionalChoice(name, choices));
    }

    public <E extends Enum<E>> E optionalChoice(String name, Class<E> choices) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> choice.name().equals(value.toString().strip()))
                .findFirst()
                .orElseGet(() -> problem(name, "'%s' is none of %s".formatted(value, words(choices))));
    }

    /** Several choices: a Json array, or words with commas between them. Empty when absent. */
    public <E extends Enum<E>> List<E> choices(String name, Class<E> choices) {
        List<Object> words = value(name) == null ? List.of() : Tables.words(value(name));
        var chosen = new ArrayList<E>();
        for (Object word : words) {
            E choice =
                    Input.ofRow(Map.of(name, word), where).collecting(problems).optionalChoice(name, choices);
            if (choice != null && chosen.contains(choice)) {
                problem(name, "%s is there twice".formatted(choice));
            } else if (choice != null) {
                chosen.add(choice);
            }
        }
        return chosen;
    }

    /** A word in capital letters; a Boolean gives {@code YES} or {@code NO}. */
    public String optionalWord(String name) {
        if (value(name) instanceof Boolean yes) {
            return yes ? "YES" : "NO";
        }
        String text = optionalText(name, 40);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    /** Notes a field that must be there and is not. */
    public void require(String name) {
        required(name, null);
    }

    /** An object whose values somebody else reads; empty when it is absent. */
    @SuppressWarnings("unchecked")
    Map<String, Object> fields(String name) {
        Object value = value(name);
        if (value == null) {
            return Map.of();
        }
        return value instanceof Map<?, ?> fields
                ? (Map<String, Object>) fields
                : problem(name, "is not an object with the fields of a form");
    }

    /** The id of a person, never a name: capital letters, digits and dashes. */
    public String person(String name) {
        return required(name, optionalPerson(name));
    }

    public String optionalPerson(String name) {
        String id = optionalText(name);
        // What was given is not repeated: it may be a name, and refusals are logged.
        return id == null || PERSON.matcher(id).matches()
                ? id
                : problem(
                        name,
                        "is not the id of a person; use 1 to 60 capital letters, digits and dashes, e.g. P-001, never a name");
    }

    /** The ids of several persons, with commas or spaces between them. Empty when absent. */
    public Set<String> persons(String name) {
        var persons = new TreeSet<String>();
        String text = optionalText(name);
        for (String person : text == null ? new String[0] : text.split("[,\\s]+")) {
            if (PERSON.matcher(person).matches()) {
                persons.add(person);
            } else {
                problem(
                        name,
                        "names something that is not the id of a person; use capital letters, digits and dashes, e.g. P-001, never a name");
            }
        }
        return persons;
    }

    /** The reference of another handover. */
    public Reference optionalReference(String name) {
        String text = optionalText(name);
        return text == null ? null : new Reference(text);
    }

    /**
     * A table: a Json array of objects under {@code name}, or a CSV text under {@code name} + {@code Csv} with the columns' names
     * in its first line. Every faulty line is named, CSV lines as in the file, rows of a Json array from 1.
     */
    public <T> List<T> table(String name, Function<Input, T> row) {
        return Tables.read(name, value(name), value(name + "Csv"), this).stream()
                .map(line -> new Input(line.cells(), line.where(), new ArrayList<>(), new TreeSet<>(), null))
                .map(line -> line.readRow(row, this))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The rows of a table as they were submitted, for a draft to work on; empty when they cannot be read. */
    public List<Map<String, Object>> rawTable(String name) {
        var unreadable = new Input(values, where, new ArrayList<>(), new TreeSet<>(), null);
        return Tables.read(name, value(name), value(name + "Csv"), unreadable).stream()
                .map(Tables.Line::cells)
                .toList();
    }

    private <T> T readRow(Function<Input, T> row, Input table) {
        try {
            return read(row);
        } catch (Refusal refusal) {
            refusal.problems().forEach(table::note);
            return null;
        }
    }

    private Input collecting(List<String> outer) {
        return new Input(values, where, outer, read, unless);
    }

    private Object value(String name) {
        read.add(name);
        Object value = values.get(name);
        value = plain(value);
        if (value instanceof String text && text.isBlank()) {
            value = null;
        }
        if (value != null && unless != null) {
            problem(name, "is given, but applies only when " + unless + "; leave it out");
            return null;
        }
        return value;
    }

    private BigDecimal number(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        String text = value.toString().strip();
        try {
            // A short text, so that 1e999999999 is not spelled out.
            if ((value instanceof Number || value instanceof String)
                    && text.length() <= 30
                    && text.indexOf('e') < 0
                    && text.indexOf('E') < 0) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // falls through to the problem below
        }
        return problem(name, "'%s' is not a number".formatted(value));
    }

    private <T> T required(String name, T value) {
        boolean absent = value == null && unless == null && value(name) == null;
        return absent ? problem(name, "is missing") : value;
    }

    private void refuseUnread() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                problem(
                        name,
                        "is unknown here; known are "
                                + (read.isEmpty() ? "no fields at all" : String.join(", ", read)));
            }
        }
    }

    /** Where these fields stand, to be put before a problem of them: {@code "manifest line 17: "}, empty outside a table. */
    public String where() {
        return where;
    }

    /** Whether a field is given, blank or not. It still has to be read. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** Whether a table is given at all, as Json or as CSV; an empty one is. */
    public boolean hasTable(String name) {
        // Both are asked for, so that neither counts as unknown.
        boolean json = value(name) != null;
        boolean csv = value(name + "Csv") != null;
        return json || csv;
    }

    /** Notes what is wrong with a field. */
    public <T> T problem(String name, String what) {
        problem(name + ": " + what);
        return null;
    }

    private void problem(String problem) {
        note(where + problem);
    }

    private void note(String located) {
        String problem = located.length() > LONGEST_PROBLEM ? located.substring(0, LONGEST_PROBLEM) + " …" : located;
        if (problems.size() <= MOST_PROBLEMS && !problems.contains(problem)) {
            problems.add(problems.size() < MOST_PROBLEMS ? problem : MORE_PROBLEMS);
        }
    }

    private static <E extends Enum<E>> String words(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** A value without the engine's type. */
    static Object plain(Object value) {
        return value instanceof TypedValue typed ? typed.getValue() : value;
    }
}
