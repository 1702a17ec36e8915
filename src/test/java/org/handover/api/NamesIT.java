package org.handover.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.handover.custody.Custody;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.custody.Ledger;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.handover.security.Groups;
import org.handover.verify.Unpacked;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who sees who somebody is: one identified and told, one identified and not told yet. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesIT {

    private static final String REFERENCE = "NAM-2018-01";
    private static final String PATH = "/api/handovers/" + REFERENCE;
    private static final String TOLD = "P-TOLD";
    private static final String NOT_TOLD = "P-SECRET";
    private static final String KIN = "A sister";

    private Http http;
    private JdbcClient jdbc;
    private Environment environment;

    @BeforeAll
    void twoIdentified(
            @Autowired Environment environment,
            @Autowired JdbcClient jdbc,
            @Autowired DataSource database,
            @Autowired Custody custody) {
        this.environment = environment;
        this.jdbc = jdbc;
        http = Http.anonymous(environment);
        Reference reference = Ledger.open(database, REFERENCE);
        jdbc.sql(
                        """
                insert into container (reference, number, seal, their_label, received_on, received_at_place, handed_over_by,
                    received_by, inventory_verified_by, inventory_verified_on, transfer_case)
                values (?, 'C-01', 'SEAL-1', 'a village', date '2018-07-27', 'WONSAN', 'KPA', 'transfer-team-1', 'scientists-2',
                    date '2018-08-10', 'T-01')""")
                .param(REFERENCE)
                .update();
        new Ledger(database).bring(REFERENCE + "/C-01", Holder.UNC, Holder.airlift("M-1"), Holder.LABORATORY);
        int next = 0;
        for (String person : List.of(TOLD, NOT_TOLD)) {
            String individual = "I-00" + ++next;
            String specimen = String.valueOf(next);
            jdbc.sql("insert into person (id, name, registered_by) values (?, 'A Name', 'historians-1')")
                    .param(person)
                    .update();
            jdbc.sql(
                            "insert into individual (reference, number, cycle, case_state, person) values (?, ?, 1, 'OPEN', ?)")
                    .params(REFERENCE, individual, person)
                    .update();
            jdbc.sql("insert into specimen (reference, container, designator, kind, element, side, mass, human)"
                            + " values (?, 'C-01', ?, 'BONE', 'femur', 'LEFT', 101.5, 'YES')")
                    .params(REFERENCE, specimen)
                    .update();
            jdbc.sql(
                            """
                    insert into individual_specimen (reference, individual, container, designator, method, strength, grouped_by,
                        reviewed_by, since, active)
                    values (?, ?, 'C-01', ?, 'DNA', 'STRONG', 'scientists-1', 'scientists-2', date '2018-09-01', 1)""")
                    .params(REFERENCE, individual, specimen)
                    .update();
            ItemKey container = reference.item("C-01");
            custody.inherit(Map.of(container.part(specimen), container), on("2018-08-10", "scientists-1"));
            jdbc.sql(
                            """
                    insert into evidence (reference, individual, cycle, line, finding, candidate, report, examined_by, examined_on)
                    values (?, ?, 1, 'HISTORY', 'SUPPORTS', ?, ?, 'historians-2', date '2018-09-10')""")
                    .params(REFERENCE, individual, person, "the papers name " + person)
                    .update();
            jdbc.sql(
                            """
                    insert into decision (reference, subject, cycle, stage, outcome, disposition, person, reason, decided_by,
                        decided_on)
                    values (:reference, :subject, 1, 'MEDICAL_EXAMINER', 'APPROVE', 'IDENTIFIED', :person, :reason,
                        'medical-examiners-1', date '2018-09-17')""")
                    .param("reference", REFERENCE)
                    .param("subject", REFERENCE + "/" + individual)
                    .param("person", person)
                    .param("reason", "teeth match " + person)
                    .update();
        }
        jdbc.sql(
                        """
                insert into notice (reference, subject, cycle, kind, person, outcome, given_on, recipient, given_by, approval_id,
                    approval_stage, approval_outcome, approval_disposition, approval_on)
                select reference, subject, 1, 'IDENTIFICATION', person, 'DELIVERED', date '2018-09-18', :kin,
                    'casualty-office-1', id, stage, outcome, disposition, decided_on
                from decision where reference = :reference and person = :person""")
                .param("kin", KIN)
                .param("reference", REFERENCE)
                .param("person", TOLD)
                .update();
        custody.transfer(
                List.of(reference.item("C-01").part("1")),
                Holder.LABORATORY,
                Holder.family(TOLD),
                on("2018-10-01", "the family"));
        jdbc.sql(
                        "insert into family_receipt (reference, individual, cycle, receipt, received_by, returned_on, returned_by)"
                                + " values (?, 'I-001', 1, 'R-1', ?, date '2018-10-01', 'casualty-office-1')")
                .params(REFERENCE, KIN)
                .update();
        jdbc.sql("insert into draft values (?, 'C-01', 'INVENTORY', ?, ?, 'scientists-1', date '2018-08-09')")
                .params(
                        REFERENCE,
                        "{\"inventoriedOn\": \"2018-08-09\", \"rows\": [{\"designator\": \"1\"}]}",
                        "[\"inventory line 1: element: is missing\"]")
                .update();
    }

    private static Handling on(String date, String receivedBy) {
        return Handling.on(LocalDate.parse(date), Place.HICKAM.zone(), "HICKAM", "scientists-1", receivedBy, "test");
    }

    private static final List<String> TABLES = List.of(
            "/api/handovers",
            "/api/steps",
            "/api/samples",
            PATH + "/account",
            PATH + "/custody",
            PATH + "/custody/holders",
            PATH + "/cases",
            PATH + "/cases?page=1&size=10",
            PATH + "/cases/I-001/evidence",
            PATH + "/cases/I-002/evidence",
            PATH + "/cases/I-001/decisions",
            PATH + "/cases/I-002/decisions",
            PATH + "/cases/I-001/notices",
            PATH + "/cases/I-001/samples",
            PATH + "/cases/I-001/specimens",
            PATH + "/lineage?container=C-01",
            PATH + "/statements",
            PATH + "/talks",
            PATH + "/legs",
            PATH + "/discrepancies",
            PATH + "/incidents",
            PATH + "/estimates",
            PATH + "/samples",
            PATH + "/steps",
            PATH + "/field-operations",
            PATH + "/timeline",
            PATH + "/containers",
            PATH + "/specimens");

    private static final String BOARD = "/handovers/" + REFERENCE;

    private static final List<String> PAGES = List.of(
            "/",
            "/laboratory",
            BOARD,
            BOARD + "?whole=true",
            BOARD + "/account",
            BOARD + "/diagram",
            BOARD + "/diagram/state",
            BOARD + "/timeline",
            BOARD + "/route",
            BOARD + "/containers",
            BOARD + "/cases",
            BOARD + "/cases?step=NotifyFamily",
            BOARD + "/cases/I-001",
            BOARD + "/cases/I-002",
            BOARD + "/custody",
            BOARD + "/custody/verification",
            BOARD + "/custody/C-01",
            BOARD + "/custody/C-01/1",
            BOARD + "/custody/C-01/2");

    private final Map<String, String> everything = new java.util.HashMap<>();

    private String everything(String group) {
        return everything.computeIfAbsent(group, this::read);
    }

    /** Every table as JSON and as CSV, every page of the board, and every part of one: as sent, not as shown. */
    private String read(String group) {
        Http reader = Http.anonymous(environment);
        reader.signInOnPage(group + "-1", "demo", "/");
        var all = new StringBuilder();
        for (String table : TABLES) {
            all.append(text(reader.get(table), table));
            String csv = table + (table.contains("?") ? "&" : "?") + "format=csv";
            Http.Answer answer = reader.get(csv);
            assertThat(answer.type()).as(csv).startsWith("text/csv");
            all.append(text(answer, csv));
        }
        for (String single :
                List.of(PATH, PATH + "/cases/I-001", PATH + "/cases/I-002", PATH + "/drafts/inventory?item=C-01")) {
            all.append(text(reader.get(single), single));
        }
        for (String archive : List.of("/export", "/dossier")) {
            Unpacked unpacked = Unpacked.of(reader.download(PATH + archive));
            assertThat(unpacked.verdict()).as(group + archive).contains("COMPLETE AND UNALTERED");
            all.append(unpacked.files());
        }
        for (String language : List.of("en", "ko")) {
            all.append(pdf(reader.download(PATH + "/protocol?language=" + language)));
            all.append(pdf(reader.download(PATH + "/protocol?container=C-01&language=" + language)));
        }
        for (String page : PAGES) {
            all.append(text(reader.get(page), page));
            all.append(text(reader.get(page, "HX-Request", "true"), page));
        }
        return all.toString();
    }

    private static String pdf(byte[] file) {
        try (var document = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void protocols_areTheSameForEverybody_whilstTheRecordStaysAsItIs_inBothLanguages() {
        for (String which : List.of("?language=", "?container=C-01&language=")) {
            byte[] english = http.as("observers-1").download(PATH + "/protocol" + which + "en");
            byte[] korean = http.as("observers-1").download(PATH + "/protocol" + which + "ko");

            assertThat(http.as("casualty-office-1").download(PATH + "/protocol" + which + "en"))
                    .isEqualTo(english);
            String digest = http.as("observers-1")
                    .get(PATH + "/digests")
                    .json()
                    .at("/0/root")
                    .asText();
            assertThat(pdf(english).replaceAll("\\s", ""))
                    .contains("Protocolofa", "Sealreceived", "SEAL-1", "T-01", "KPA", "transfer-team-1", digest);
            assertThat(pdf(korean).replaceAll("\\s", "")).contains("조서", "인수시봉인", "SEAL-1", "전자서명", digest);
        }
        assertThat(http.as("observers-1").get(PATH + "/protocol?container=C-99").status())
                .isEqualTo(404);
        assertThat(http.as("observers-1").get(PATH + "/protocol?language=fr").status())
                .isEqualTo(400);
    }

    private static String text(Http.Answer answer, String path) {
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    @DisplayName("X7 F2 names are hidden, whoever reads, except from the groups that may see them")
    void names() {
        for (String group : Groups.ALL) {
            String all = everything(group);
            assertThat(all).as(group).doesNotContain("A Name");
            if (Groups.SEE_NAMES.contains(group)) {
                assertThat(all).as(group).contains(TOLD, NOT_TOLD);
            } else if (group.equals(Groups.PUBLIC_AFFAIRS)) {
                assertThat(all).as(group).contains(TOLD).doesNotContain(NOT_TOLD);
            } else {
                assertThat(all).as(group).doesNotContain(TOLD, NOT_TOLD);
            }
        }
    }

    @Test
    @DisplayName("T7 who of a family was told or received something is shown to the casualty office alone")
    void kin() {
        for (String group : Groups.ALL) {
            if (group.equals(Groups.CASUALTY_OFFICE)) {
                assertThat(everything(group)).contains(KIN);
            } else {
                assertThat(everything(group)).as(group).doesNotContain(KIN);
            }
        }
    }

    @Test
    @DisplayName("X14 from container to individuals and back, and the specimens in the laboratories' own columns")
    void lineageAndSpecimens() {
        Http observer = http.as("observers-1");
        JsonNode ofContainer = observer.get(PATH + "/lineage?container=C-01").json();
        assertThat(ofContainer).hasSize(2);
        assertThat(ofContainer.get(0).get("individual").asText()).isEqualTo(REFERENCE + "/I-001");
        assertThat(ofContainer.get(0).get("transferCase").asText()).isEqualTo("T-01");
        assertThat(ofContainer.get(1).get("specimen").asText()).isEqualTo("C-01/2");
        JsonNode ofIndividual = observer.get(PATH + "/lineage?individual=I-002").json();
        assertThat(ofIndividual).hasSize(1);
        assertThat(ofIndividual.get(0)).isEqualTo(ofContainer.get(1));
        assertThat(observer.get(PATH + "/lineage?specimen=C-01/2").json()).isEqualTo(ofIndividual);
        assertThat(observer.get(PATH + "/lineage?individual=I-002&format=csv").body())
                .contains("C-01/2,BONE,femur,LEFT," + REFERENCE + "/I-002,true,2018-09-01");
        Http.Answer several = observer.get(PATH + "/lineage?individual=I-002&container=C-01");
        assertThat(several.status()).isEqualTo(400);
        assertThat(several.body()).contains("give one of container, specimen and individual");
        assertThat(observer.get(PATH + "/lineage").status()).isEqualTo(400);
        assertThat(observer.get(PATH + "/lineage?container=C-99").json()).isEmpty();

        Http.Answer specimens = observer.get(PATH + "/specimens?format=csv");
        assertThat(specimens.body().lines())
                .containsExactly(
                        "accession,provenance 1,provenance 2,designator,element,side,completeness,zones,mass,individual",
                        REFERENCE + ",C-01,T-01,1,femur,LEFT,,,101.500,I-001",
                        REFERENCE + ",C-01,T-01,2,femur,LEFT,,,101.500,I-002");
        assertThat(observer.get(PATH + "/specimens?format=csv&container=C-99")
                        .body()
                        .lines())
                .hasSize(1);
    }

    /** The pages of the board know nobody by HTTP Basic. */
    private Http onPages(String user) {
        Http reader = Http.anonymous(environment);
        reader.signInOnPage(user, "demo", "/");
        return reader;
    }

    @Test
    @DisplayName(
            "T7 reference samples: taken in by the casualty office, read by those who see names, the donor by the casualty office alone")
    void referenceSamples() {
        String path = "/api/persons/" + NOT_TOLD + "/reference-samples";
        Map<String, Object> sample = Map.of(
                "donor",
                "Donor Of The Demo",
                "kinship",
                "SISTER",
                "markers",
                List.of("MTDNA"),
                "consentOn",
                "2018-09-01");
        jdbc.sql(
                        "insert into sample (reference, number, individual, cycle, test) values (?, 'S-0001', 'I-002', 1, 'MTDNA')")
                .param(REFERENCE)
                .update();
        assertThat(http.as("casualty-office-1")
                        .get("/api/missing-references")
                        .json()
                        .toString())
                .contains("{\"individual\":\"" + REFERENCE + "/I-002\",\"test\":\"MTDNA\",\"person\":\"" + NOT_TOLD
                        + "\"}");
        assertThat(onPages("historians-1").get(BOARD + "/cases/I-002").body())
                .contains("Waits for a family reference sample", NOT_TOLD);
        assertThat(onPages("observers-1")
                        .get(BOARD + "/cases/I-002", "Accept-Language", "ko")
                        .body())
                .contains("유가족 유전자 시료 대기 중")
                .doesNotContain(NOT_TOLD);
        assertThat(onPages("observers-1")
                        .get("/laboratory?reference=" + REFERENCE)
                        .body())
                .contains("Waits for a reference", "1 individual<");

        for (String group : Groups.ALL) {
            Http reader = http.as(group + "-1");
            boolean kin = group.equals(Groups.CASUALTY_OFFICE);
            boolean names = Groups.SEE_NAMES.contains(group);
            assertThat(reader.post(path, sample).status()).as(group).isEqualTo(kin ? 201 : 403);
            assertThat(reader.post(path + "/FR-0001/withdrawal", Map.of("withdrawnOn", "1950-01-01"))
                            .status())
                    .as(group)
                    .isEqualTo(kin ? 400 : 403);
            Http.Answer list = reader.get(path);
            assertThat(list.status()).as(group).isEqualTo(names ? 200 : 403);
            assertThat(list.body().contains("Donor Of The Demo")).as(group).isEqualTo(kin);
            assertThat(reader.get("/api/missing-references").status()).as(group).isEqualTo(names ? 200 : 403);
        }
        assertThat(http.as("historians-1").get(path + "?format=csv").body())
                .contains("SISTER")
                .doesNotContain("Donor");
        assertThat(http.as("casualty-office-1").get("/api/missing-references").body())
                .doesNotContain("I-002");
        assertThat(http.as("casualty-office-1")
                        .post(
                                path,
                                Map.of("donor", "D", "kinship", "SISTER", "markers", "YSTR", "consentOn", "2018-09-01"))
                        .body())
                .contains("markers: SISTER informs MTDNA, AUSTR, not YSTR");
    }

    @Test
    @DisplayName("X7 counts are public before names are")
    void counts() {
        JsonNode account = http.as("observers-1").get(PATH + "/account").json();

        assertThat(account.at("/notified/number").asInt()).isEqualTo(1);
        assertThat(account.at("/specimens/assigned/number").asInt()).isEqualTo(1);
        assertThat(account.at("/specimens/transferred/number").asInt()).isEqualTo(1);
        assertThat(account.at("/reconciliation/reconciles").asBoolean()).isTrue();
    }

    @Test
    void theLaboratorysLists() {
        Http observer = http.as("observers-1");

        assertThat(observer.get(PATH + "/containers").json().toString())
                .contains("\"number\":\"C-01\"", "\"transferCase\":\"T-01\"", "\"state\":\"EXAMINED\"");
        JsonNode specimen =
                observer.get(PATH + "/specimens?container=C-01").json().get(0);
        assertThat(specimen.get("designator").asText()).isEqualTo("1");
        assertThat(specimen.get("mass").decimalValue()).isEqualByComparingTo("101.5");
        assertThat(specimen.get("individual").asText()).isEqualTo("I-001");
        assertThat(specimen.get("state").asText()).isEqualTo("TRANSFERRED");
        JsonNode draft = observer.get(PATH + "/drafts/inventory?item=C-01").json();
        assertThat(draft.at("/rows/0/designator").asText()).isEqualTo("1");
        assertThat(draft.at("/errors/0").asText()).isEqualTo("inventory line 1: element: is missing");
        assertThat(draft.get("by").asText()).isEqualTo("scientists-1");
        assertThat(draft.at("/fields/inventoriedOn").asText()).isEqualTo("2018-08-09");
        JsonNode theCase = observer.get(PATH + "/cases").json().get(0);
        assertThat(theCase.get("key").asText()).isEqualTo(REFERENCE + "/I-001");
        assertThat(theCase.get("groupedOn").asText()).isEqualTo("2018-09-01");
        assertThat(theCase.get("specimens").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("X14 where it is and who holds it")
    void holders() {
        JsonNode holders = http.as("observers-1").get(PATH + "/custody/holders").json();
        assertThat(holders).hasSize(3);
        assertThat(holders.get(1).get("holder").asText()).isEqualTo("FAMILY");

        JsonNode chain =
                http.as("historians-1").get(PATH + "/custody?item=C-01/1").json();
        assertThat(chain).hasSize(2);
        assertThat(chain.get(1).get("to").asText()).isEqualTo("FAMILY:" + TOLD);
    }

    /** As on the board: public affairs sees whose family it is once that family was told. */
    @Test
    void holders_ofWhomTheFamilyWasTold_areShownToPublicAffairs() {
        Http publicAffairs = http.as("public-affairs-1");
        assertThat(publicAffairs
                        .get(PATH + "/custody/holders")
                        .json()
                        .get(1)
                        .get("holder")
                        .asText())
                .isEqualTo("FAMILY:" + TOLD);
        assertThat(publicAffairs.get(PATH + "/custody?item=C-01/1&format=csv").body())
                .contains("FAMILY:" + TOLD);
    }

    @Test
    void timeline_tellsTheStoryInOrder() {
        JsonNode timeline = http.as("observers-1").get(PATH + "/timeline").json();

        assertThat(timeline.findValuesAsText("what"))
                .containsSubsequence(
                        "RECEIVED", "CUSTODY", "INVENTORY_VERIFIED", "GROUPED", "DECISION", "NOTICE", "CUSTODY");
        assertThat(timeline.toString()).doesNotContain("teeth match");
    }

    @Test
    void whoIsShownWhoseNameOrKin_isAudited_andNobodyElse() {
        String about = REFERENCE + "/I-001";
        http.as("casualty-office-2").get(PATH + "/cases/I-001");
        http.as("historians-2").get(PATH + "/cases/I-001");
        http.as("historians-2").get(PATH + "/cases");
        http.as("scientists-2").get(PATH + "/cases/I-001");
        http.as("observers-2").get(PATH + "/cases/I-001");
        Http board = http.as(null, null);
        board.signInOnPage("medical-examiners-2", "demo", "/");
        board.get("/handovers/" + REFERENCE + "/cases/I-001");

        JsonNode entries = http.as("operators-1")
                .get("/api/audit?kind=READ&about=" + about + "&size=200")
                .json();
        assertThat(entries)
                .extracting(entry -> entry.get("actor").asText())
                .contains("casualty-office-2", "historians-2", "medical-examiners-2")
                .doesNotContain("scientists-2", "observers-2");
        assertThat(entries)
                .filteredOn(entry -> entry.get("actor").asText().equals("casualty-office-2"))
                .allSatisfy(entry -> {
                    assertThat(entry.get("kinOf").asText()).isEqualTo(about);
                    assertThat(entry.get("path").asText()).isEqualTo(PATH + "/cases/I-001");
                    assertThat(entry.get("status").asInt()).isEqualTo(200);
                });
        assertThat(entries)
                .filteredOn(entry -> entry.get("actor").asText().equals("historians-2"))
                .as("one entry for a request, however many names it shows")
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.get("kinOf").isNull()).isTrue())
                .anySatisfy(entry -> assertThat(entry.get("namesOf").asText())
                        .isEqualTo(REFERENCE + "/I-001," + REFERENCE + "/I-002"));
    }

    @Test
    void whatIsRefused_isAudited_andTheAuditHoldsNoName() {
        http.as("lab-managers-3", "guess").get(PATH);
        http.as("observers-3").get("/api/persons/" + NOT_TOLD + "/reference-samples");
        http.as("lab-managers-3").start("handover", "NAM-2018-77", "statement", "of " + NOT_TOLD + KIN);
        http.as("negotiators-3").start("handover", "NAM-2018-77", "statement", "of " + NOT_TOLD + KIN);
        http.as("lab-managers-3").post("/engine-rest/task", Map.of());

        Http operator = http.as("operators-3");
        assertThat(kinds("lab-managers-3")).containsExactly("DENIED", "SIGN_IN_REFUSED");
        assertThat(kinds("negotiators-3")).containsExactly("REFUSED");
        assertThat(kinds("observers-3")).containsExactly("DENIED");
        String csv = operator.get("/api/audit?format=csv").body();
        assertThat(csv)
                .startsWith("at,kind,actor,address,method,path,status,namesOf,kinOf,chain,sequence,previousHash,hash")
                .contains(",SIGN_IN_REFUSED,lab-managers-3,127.0.0.1,GET," + PATH + ",401,")
                .doesNotContain(KIN)
                .doesNotContain("A Name");
        assertThat(http.as("lab-managers-1").get("/api/audit").status()).isEqualTo(403);
        Http.Answer yesterday = operator.get("/api/audit?since=yesterday");
        assertThat(yesterday.status()).isEqualTo(400);
        assertThat(yesterday.body()).contains("since: must be a moment in UTC, e.g. 2018-07-27T05:00:00Z");
        assertThat(operator.get("/api/audit/verify").json().get("intact").asBoolean())
                .isTrue();
        for (String change : List.of("update audit_entry set actor = 'x'", "delete from audit_entry")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("append-only");
        }
        jdbc.sql("drop trigger audit_entry_append_only").update();
        jdbc.sql("update audit_entry set actor = 'scientists-1' where actor = 'observers-3'")
                .update();
        JsonNode check = operator.get("/api/audit/verify").json();
        assertThat(check.get("intact").asBoolean()).isFalse();
        assertThat(check.at("/broken/actor").asText()).isEqualTo("scientists-1");
    }

    private List<String> kinds(String actor) {
        var kinds = new java.util.ArrayList<String>();
        http.as("operators-3")
                .get("/api/audit?actor=" + actor)
                .json()
                .forEach(entry -> kinds.add(entry.get("kind").asText()));
        return kinds;
    }
}
