package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.Spin;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Qualifier;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed reading of what was submitted. */
class InputTest {

    private static final String SEVENTEENTH_IS_BAD = IntStream.rangeClosed(1, 55)
            .mapToObj(number -> number == 16 ? "C-16," : "C-%02d,K-%04d".formatted(number, number))
            .collect(Collectors.joining("\n", "number,seal\n", "\n"));

    private record Line(String number, String seal) {
        static Line read(Input row) {
            return new Line(row.text("number"), row.text("seal"));
        }
    }

    @Test
    void readsEveryType() {
        Map<String, Object> values = Map.of(
                "text", " Osan ",
                "date", "2018-07-27",
                "month", "2018-06",
                "instant", "2018-08-01T12:00+09:00",
                "integer", 55L,
                "decimal", 12.25,
                "yes", "yes",
                "no", false,
                "choice", "ABOUT");

        read(values, in -> {
            assertThat(in.text("text")).isEqualTo("Osan");
            assertThat(in.date("date")).isEqualTo(LocalDate.of(2018, 7, 27));
            assertThat(in.dateOrMonth("month")).isEqualTo("2018-06");
            assertThat(in.instant("instant")).isEqualTo(Instant.parse("2018-08-01T03:00:00Z"));
            assertThat(in.integer("integer", 0)).isEqualTo(55);
            assertThat(in.decimal("decimal", "0")).isEqualByComparingTo(new BigDecimal("12.25"));
            assertThat(in.yesNo("yes")).isTrue();
            assertThat(in.yesNo("no")).isFalse();
            assertThat(in.choice("choice", Qualifier.class)).isEqualTo(Qualifier.ABOUT);
            return null;
        });
    }

    @Test
    void aDateStandsForAnHourOfThatDay() {
        assertThat(read(Map.of("talksOn", "2018-07-12"), in -> in.instantOrDate("talksOn", 10, Place.BORDER)))
                .isEqualTo(Instant.parse("2018-07-12T01:00:00Z"));
    }

    @Test
    void typedValuesOfTheEngine_readAsTheirValues() {
        Map<String, Object> values = Map.of("sets", Variables.integerValue(55), "place", Variables.stringValue("OSAN"));

        assertThat(read(values, in -> in.integer("sets", 0) + in.text("place"))).isEqualTo("55OSAN");
    }

    @Test
    void blankAndNull_areAbsent() {
        var values = new HashMap<String, Object>(Map.of("a", " "));
        values.put("b", null);

        assertThat(read(values, in -> Arrays.asList(in.optionalText("a"), in.optionalInteger("b", 0))))
                .isEqualTo(Arrays.asList(null, null));
    }

    @Test
    void everyProblemIsNamed_alsoUnknownKeys() {
        Map<String, Object> values = Map.of("on", "27 July", "sets", -1, "phase", "FLIGHT");

        assertThatThrownBy(() -> read(values, in -> List.of(in.date("on"), in.integer("sets", 0), in.text("by"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("on: '27 July' is not a date; write it as 2018-07-27")
                .hasMessageContaining("sets: -1 is below 0")
                .hasMessageContaining("by: is missing")
                .hasMessageContaining("phase: is unknown here; known are by, on, sets");
    }

    @Test
    void aFieldThatDoesNotApply_isRefused() {
        assertThatThrownBy(() -> read(Map.of("handoverOn", "2018-07-27"), in -> in.when(false, "talksOutcome is AGREED")
                        .date("handoverOn")))
                .hasMessageContaining(
                        "handoverOn: is given, but applies only when talksOutcome is AGREED; leave it out");
        assertThat(read(Map.of(), in -> in.when(false, "talksOutcome is AGREED").date("handoverOn")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "NaN", "0x10", "1,5", "99999999999999999999999999999999999"})
    void notANumber_isRefused(String text) {
        assertThatThrownBy(() -> read(Map.of("mass", text), in -> in.decimal("mass", "0")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("mass");
    }

    @ParameterizedTest
    @CsvSource({"55.5", "2147483648", "true"})
    void notAWholeNumber_isRefused(String text) {
        assertThatThrownBy(() -> read(Map.of("sets", text), in -> in.integer("sets", 0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("sets: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-08-01T12:00:00", "2018-08-01", "noon", "2018-13-01T12:00:00Z"})
    void anInstantWithoutOffset_isRefused(String text) {
        assertThatThrownBy(() -> read(Map.of("actualAt", text), in -> in.instant("actualAt")))
                .hasMessageContaining("is not an instant with an offset; write it as 2018-08-01T12:00:00+09:00");
    }

    @Test
    void choices_comeAsJsonOrWords_andOnlyOnce() {
        assertThat(read(Map.of("q", Spin.JSON("[\"ABOUT\",\"UP_TO\"]")), in -> in.choices("q", Qualifier.class)))
                .isEqualTo(List.of(Qualifier.ABOUT, Qualifier.UP_TO));
        assertThat(read(Map.of("q", "ABOUT, UP_TO"), in -> in.choices("q", Qualifier.class)))
                .isEqualTo(List.of(Qualifier.ABOUT, Qualifier.UP_TO));
        assertThatThrownBy(() ->
                        read(Map.of("q", List.of("ABOUT", "ABOUT", "SOME")), in -> in.choices("q", Qualifier.class)))
                .hasMessageContaining("q: ABOUT is there twice")
                .hasMessageContaining("q: 'SOME' is none of EXACTLY, ABOUT, UP_TO, NO_NUMBER");
    }

    @Test
    void aTable_comesAsJsonOrCsv_inAnyOrderOfColumns() {
        var expected = List.of(new Line("C-01", "K-1"), new Line("C-02", "K-2"));

        assertThat(read(
                        Map.of("manifestCsv", "\uFEFFseal,number\r\nK-1,C-01\r\nK-2,C-02\r\n"),
                        in -> in.table("manifest", Line::read)))
                .isEqualTo(expected);
        assertThat(read(
                        Map.of(
                                "manifest",
                                Spin.JSON(
                                        "[{\"number\":\"C-01\",\"seal\":\"K-1\"},{\"number\":\"C-02\",\"seal\":\"K-2\"}]")),
                        in -> in.table("manifest", Line::read)))
                .isEqualTo(expected);
        assertThat(read(
                        Map.of(
                                "manifest",
                                "[{\"number\":\"C-01\",\"seal\":\"K-1\"},{\"number\":\"C-02\",\"seal\":\"K-2\"}]"),
                        in -> in.table("manifest", Line::read)))
                .isEqualTo(expected);
    }

    @Test
    void csvWithBadLine17Among55_namesLine17() {
        assertThatThrownBy(
                        () -> read(Map.of("manifestCsv", SEVENTEENTH_IS_BAD), in -> in.table("manifest", Line::read)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problems())
                        .containsExactly("manifestCsv line 17: seal: is missing"));
    }

    /** What is made to make the answer, or the memory, larger than what was sent. */
    @ParameterizedTest
    @MethodSource("bombs")
    void csvBomb_isRefused_inFewWords(String what, String csv) {
        assertThatThrownBy(() -> read(Map.of("manifestCsv", csv), in -> in.table("manifest", Line::read)))
                .as(what)
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problems())
                        .hasSizeBetween(1, Input.MOST_PROBLEMS + 1)
                        .allMatch(problem -> problem.length() < 1_100));
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("columns", "number,seal" + ",x".repeat(300_000) + "\n"),
                Arguments.of(
                        "columns with names",
                        IntStream.range(0, 300_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
                                + "\n1,2\n"),
                Arguments.of("ragged lines", "number,seal\n" + "C-01\n".repeat(300_000)),
                Arguments.of("lines", "number,seal\n" + "C-01,K-1\n".repeat(300_000)),
                Arguments.of("faulty lines", "number,seal\n" + ",K-1\n".repeat(Tables.MOST_ROWS)),
                Arguments.of("a quotation without an end", "number,seal\n\"" + "x".repeat(3_000_000)),
                Arguments.of("a cell", "number,seal\nC-01," + "x".repeat(3_000_000) + "\n"),
                Arguments.of("a column", "number,seal," + "x".repeat(3_000_000) + "\n1,2,3\n"),
                Arguments.of("NUL", "number,seal\n\0,\0\n"));
    }

    @Test
    void unknownColumn_raggedLine_andBothForms_areRefused() {
        assertThatThrownBy(() -> read(
                        Map.of("manifestCsv", "number,seal,colour\nC-01,K-1,red\n"),
                        in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifestCsv line 2: colour: is unknown here; known are number, seal");
        assertThatThrownBy(() ->
                        read(Map.of("manifestCsv", "number,seal\nC-01\n"), in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifestCsv line 2: has 1 cells, the first line has 2");
        assertThatThrownBy(() -> read(
                        Map.of("manifestCsv", "number,seal\n", "manifest", List.of()),
                        in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifest: is given as Json and as CSV; give one of them");
        assertThatThrownBy(() -> read(
                        Map.of("manifestCsv", "number,number\nC-01,C-02\n"), in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifestCsv: cannot be read as CSV");
        assertThatThrownBy(() -> read(Map.of("manifest", "C-01"), in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifest: is not an array of objects");
        assertThatThrownBy(() -> read(Map.of(), in -> in.table("manifest", Line::read)))
                .hasMessageContaining("manifest: is missing");
    }

    private static Object read(Map<String, Object> values, Function<Input, Object> reading) {
        return Input.ofRow(values, "").read(reading);
    }
}
