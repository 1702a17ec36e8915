package org.handover.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Plain HTTP requests to the running application, as curl would make them. */
public class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than any answer here takes: a server that was killed may never give one. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supplier<String> base;
    private final String user;
    private final String password;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private Http(Supplier<String> base, String user, String password) {
        this.base = base;
        this.user = user;
        this.password = password;
    }

    public static Http anonymous(Environment environment) {
        return at("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }

    /** @param base address of an application, e.g. {@code http://127.0.0.1:8080} */
    public static Http at(String base) {
        return new Http(() -> base, null, null);
    }

    /** @param base asked before each request, e.g. for one node of many */
    public static Http at(Supplier<String> base) {
        return new Http(base, null, null);
    }

    /** One of the demo's users. */
    public Http as(String user) {
        return as(user, "demo");
    }

    public Http as(String user, String password) {
        return new Http(base, user, password);
    }

    /** A machine with a bearer token. */
    public Http bearing(String token) {
        return new Http(base, null, token);
    }

    /** An answer: status, content type, body. */
    public record Answer(int status, String type, String challenge, String body, HttpHeaders headers) {

        /** Where a redirect leads, or nowhere. */
        public String location() {
            return header("Location");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** A file. */
    public byte[] download(String path) {
        try {
            HttpResponse<byte[]> response =
                    client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError("%s: %d".formatted(path, response.statusCode()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer that goes on, line by line as they arrive; closing it ends the request. */
    public HttpResponse<Stream<String>> lines(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer post(String path, Object body, String... headers) {
        try {
            return send(request(path, headers)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer put(String path, Object body) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body null for none */
    public Answer call(String method, String path, String type, String body, String... headers) {
        return send(
                body == null
                        ? request(path, headers).method(method, BodyPublishers.noBody())
                        : request(path, headers)
                                .header("Content-Type", type)
                                .method(method, BodyPublishers.ofString(body)));
    }

    /** Posts lines of text, e.g. of a scenario. */
    public Answer postLines(String path, String lines) {
        return send(request(path).header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofString(lines)));
    }

    /** Posts anything as anything. */
    public Answer post(String path, String type, byte[] body) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Sends anything; {@code type} and {@code body} are null for nothing. */
    public Answer send(String method, String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = request(path, headers);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    /** Posts without saying beforehand how much it is. */
    public Answer postChunked(String path, String type, byte[] body) {
        return send(request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    /** Deploys a file as the engine's REST API takes it. */
    public Answer deploy(String file, String text) {
        String part =
                """
                --part\r
                Content-Disposition: form-data; name="%s"; filename="%s"\r
                \r
                %s\r
                """;
        String body = "--part\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nprobe\r\n"
                + part.formatted(file, file, text) + "--part--\r\n";
        return post(
                "/engine-rest/deployment/create",
                "multipart/form-data; boundary=part",
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs in to a web app as Camunda documents it; the session is kept in this client's cookies. */
    public Answer signIn(String app, String user, String password) {
        // Whatever it answers, it hands out the token.
        get("/camunda/api/admin/auth/user/default");
        String form = "username=%s&password=%s"
                .formatted(
                        URLEncoder.encode(user, StandardCharsets.UTF_8),
                        URLEncoder.encode(password, StandardCharsets.UTF_8));
        return send(request("/camunda/api/admin/auth/user/default/login/" + app, "X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Signs in on the application's own page, which leads on to a path. */
    public Answer signInOnPage(String user, String password, String to) {
        String page = get("/sign-in").body();
        return postForm("/sign-in", page, Map.of("user", user, "password", password, "to", to));
    }

    /** Sends a form that a page holds, with the token hidden in it. */
    public Answer postForm(String path, String page, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        var token = Pattern.compile("name=\"_csrf\"(?: type=\"hidden\")? value=\"([^\"]+)\"")
                .matcher(page);
        if (token.find()) {
            all.put("_csrf", token.group(1));
        }
        String form = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** The token that web apps and scripts send along when they write with the session. */
    public String token() {
        return cookie("XSRF-TOKEN");
    }

    public Answer signOut() {
        return send(request("/camunda/api/admin/auth/user/default/logout", "X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
                .POST(BodyPublishers.noBody()));
    }

    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    // The engine's REST API, as its documentation says.

    public Answer start(String process, String businessKey, Object... variables) {
        var body = new LinkedHashMap<String, Object>(Map.of("variables", variables(variables)));
        if (businessKey != null) {
            body.put("businessKey", businessKey);
        }
        return post("/engine-rest/process-definition/key/" + process + "/start", body);
    }

    /** Completes the one open task of an element of the instance with a business key. */
    public Answer complete(String businessKey, String element, Object... variables) {
        return completeTask(task(businessKey, element), variables);
    }

    public Answer completeTask(String id, Object... variables) {
        return post("/engine-rest/task/" + id + "/complete", Map.of("variables", variables(variables)));
    }

    /** The id of the one open task of an element. */
    public String task(String businessKey, String element) {
        JsonNode tasks = get("/engine-rest/task?processInstanceBusinessKey=%s&taskDefinitionKey=%s"
                        .formatted(businessKey, element))
                .json();
        if (tasks.size() != 1) {
            throw new AssertionError("expected one task %s of %s: %s".formatted(element, businessKey, tasks));
        }
        return tasks.get(0).get("id").asText();
    }

    public Answer message(String name, String businessKey, Object... variables) {
        return post(
                "/engine-rest/message",
                Map.of("messageName", name, "businessKey", businessKey, "processVariables", variables(variables)));
    }

    private static Map<String, Object> variables(Object... pairs) {
        var variables = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put((String) pairs[i], Map.of("value", pairs[i + 1]));
        }
        return variables;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base.get() + path)).timeout(PATIENCE);
        if (user != null) {
            String credentials =
                    Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        if (user == null && password != null) {
            request.header("Authorization", "Bearer " + password);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("WWW-Authenticate").orElse(""),
                    response.body(),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
