package org.handover.api;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class ApiErrorsTest {

    @RestController
    static class Failing {

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("connection to 10.0.0.1 lost");
        }

        @GetMapping("/refused")
        String refused() {
            throw new Refusal(List.of("seal: is missing", "number: is missing"));
        }

        @PostMapping("/list")
        int list(@RequestBody List<String> rows) {
            return rows.size();
        }
    }

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new ApiErrors())
            .build();

    @Test
    void failureOfMachinery_tellsNothingOfTheInside() throws Exception {
        mvc.perform(get("/broken"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value("the record could not be read; the log says why"))
                .andExpect(
                        content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("10.0.0.1"))));
    }

    @Test
    void refusal_listsEveryProblem() throws Exception {
        mvc.perform(get("/refused"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.problems[0]").value("seal: is missing"))
                .andExpect(jsonPath("$.problems[1]").value("number: is missing"));
    }

    @Test
    void objectInPlaceOfAList_isOfTheWrongType_andBrokenJsonIsNone() throws Exception {
        mvc.perform(post("/list").contentType(MediaType.APPLICATION_JSON).content("{\"a\": 1}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail")
                        .value("the body has the wrong type, e.g. an object in place of a list at line 1, column 1"));
        mvc.perform(post("/list").contentType(MediaType.APPLICATION_JSON).content("[\"a\","))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.startsWith("the body is no JSON")));
    }
}
