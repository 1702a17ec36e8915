package org.handover.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class CsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void whatASpreadsheetWouldCompute_getsAnApostrophe(String cell) {
        assertThat(Csv.of("text").row(cell).toString()).contains("'" + cell);
    }

    @Test
    void numbersStayNumbers_absentStaysEmpty_textIsQuotedWhereNeeded() {
        assertThat(Csv.of("a", "b", "c", "d", "e")
                        .row(-5, null, "a \"word\", more", LocalDate.of(2018, 7, 27), "two\nlines")
                        .toString())
                .isEqualTo("a,b,c,d,e\r\n-5,,\"a \"\"word\"\", more\",2018-07-27,\"two\nlines\"\r\n");
    }

    @Test
    void download_isAFileInUtf8() {
        var response = Csv.of("a").download("KOR-2018-01-account");

        assertThat(response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .isEqualTo("attachment; filename=\"KOR-2018-01-account.csv\"");
    }
}
