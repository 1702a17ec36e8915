package org.handover.identification;

import static org.assertj.core.api.Assertions.assertThat;

import org.handover.process.LaboratoryStory;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ProcessTest
class AccountingGroupsProcessTest {

    private LaboratoryStory story;
    private String first;
    private String second;

    @Autowired
    private AccountingGroups groups;

    @BeforeEach
    void begin(@Autowired ApplicationContext context) {
        story = new LaboratoryStory(context).cases(3).on("2018-09-12");
        first = story.reference() + "-P1";
        second = story.reference() + "-P2";
    }

    @Test
    @DisplayName("F5 a group names the people it may be and who is in it, with the approval of a medical examiner")
    void aGroup_isApproved_andStaysInTheLaboratory() {
        proposed("I-001", first + ", " + second);
        assertThat(groups.people(story.key("G-01"))).containsExactly(first, second);
        assertThat(groups.members(story.key("G-01")))
                .as("before it is approved")
                .isEmpty();

        story.reviewed("I-001").approved("I-001");
        assertThat(story.open("I-001")).containsExactly("RetainRemains");
        closed("I-001");

        assertThat(groups.members(story.key("G-01"))).containsExactly("I-001");
        assertThat(story.text("select disposition from individual where reference = ? and number = 'I-001'"))
                .isEqualTo("GROUP_ACCOUNTED");
        assertThat(story.passed("I-001")).contains("ApproveIdentification", "ApprovedDisposition", "RetainRemains");
        assertThat(story.holder("C-01/1")).isEqualTo("LABORATORY");

        proposed("I-002", null);
        story.reviewed("I-002").approved("I-002");
        closed("I-002");
        assertThat(groups.members(story.key("G-01"))).containsExactly("I-001", "I-002");

        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "A chart was found");
        assertThat(groups.members(story.key("G-01"))).as("one is open again").containsExactly("I-002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-    | P-1, P-2 | group: is missing",
                "G-01 | -        | groupPersons: G-01 is a new group; name the people it may be, two or more",
                "G-01 | P-1      | groupPersons: G-01 is a new group; name the people it may be, two or more",
                "G-01 | P-1, Joe | groupPersons: names something that is not the id of a person",
                "A    | P-1, P-2 | group: 'A' is not the number of a group"
            })
    void aGroup_withoutItsPeople(String group, String people, String words) {
        examined("I-001");
        story.refuses(() -> story.proposed("I-001", "GROUP_ACCOUNTED", "group", group, "groupPersons", people), words);
    }

    @Test
    @DisplayName("I6 a group has no more individuals than people, and nobody is both in a full group and an individual")
    void aFullGroup() {
        proposed("I-001", first + " " + second);
        story.reviewed("I-001").approved("I-001");
        closed("I-001");
        examined("I-002");
        story.refuses(
                () -> story.proposed(
                        "I-002", "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", first + " " + first + "B"),
                "groupPersons: G-01 is named already, for other people");
        story.proposed("I-002", "GROUP_ACCOUNTED", "group", "G-01")
                .reviewed("I-002")
                .approved("I-002");
        closed("I-002");

        examined("I-003");
        story.refuses(
                () -> story.proposed("I-003", "GROUP_ACCOUNTED", "group", "G-01"),
                "group: G-01 would have more individuals than people");
        story.again("I-003").borneOut("I-003", first);
        story.refuses(
                () -> story.proposed("I-003", "IDENTIFIED", "person", first),
                "person: is accounted for with the group " + story.key("G-01"));

        story.sendTo("I-001", "lab-managers-1", "EvidenceReceived", null, "evidence", "A chart was found")
                .proposed("I-003", "IDENTIFIED", "person", first)
                .reviewed("I-003")
                .approved("I-003");
        assertThat(story.open("I-003")).containsExactly("NotifyFamily");
    }

    private void examined(String individual) {
        story.selected(individual, "ANTHROPOLOGY")
                .examinedLine(individual, "ExamineAnthropology", "INCONCLUSIVE")
                .joined(individual);
    }

    private void proposed(String individual, String people) {
        examined(individual);
        story.proposed(individual, "GROUP_ACCOUNTED", "group", "G-01", "groupPersons", people);
    }

    private void closed(String individual) {
        story.completeAt(individual, "lab-managers-1", "RetainRemains", "storage", "Group vault 1")
                .runJobAt("CloseCase");
    }
}
