package org.handover.nodes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a proxy in front of many nodes does, for a try on one's own machine: each request goes to the next node, and to the one
 * after it when that is down. Streams are passed on as they come. The client must be allowed to pass on the name of the host:
 * {@code jdk.httpclient.allowRestrictedHeaders=host}, before its first use.
 */
final class RoundRobin implements AutoCloseable {

    /** Of one connection, not of the request. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "keep-alive", "transfer-encoding", "upgrade");

    private final List<String> nodes;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    RoundRobin(int port, List<String> nodes) throws IOException {
        this.nodes = nodes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            for (int tried = 0; tried < nodes.size(); tried++) {
                String node = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size()));
                HttpResponse<InputStream> answer;
                try {
                    answer = client.send(request(exchange, node, body), HttpResponse.BodyHandlers.ofInputStream());
                } catch (ConnectException down) {
                    continue;
                }
                answer(exchange, answer);
                return;
            }
            exchange.sendResponseHeaders(503, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest request(HttpExchange exchange, String node, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(node + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        boolean empty = exchange.getRequestMethod().equals("HEAD")
                || answer.statusCode() == 204
                || answer.statusCode() == 304
                || answer.headers().firstValue("content-length").orElse("").equals("0");
        // 0 is as long as it takes.
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : 0);
        if (empty) {
            return;
        }
        try (InputStream from = answer.body();
                OutputStream to = exchange.getResponseBody()) {
            var part = new byte[16_384];
            for (int read = from.read(part); read >= 0; read = from.read(part)) {
                to.write(part, 0, read);
                to.flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
