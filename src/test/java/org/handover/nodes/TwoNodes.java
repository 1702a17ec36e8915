package org.handover.nodes;

import java.nio.file.Path;
import java.util.List;
import org.handover.seal.Signing;

/** The demo on two nodes, for {@code scripts/two-nodes}: one PostgreSQL, two processes of the application and a proxy. */
final class TwoNodes {

    private TwoNodes() {}

    public static void main(String[] given) throws Exception {
        // The nodes lead people to where they came from.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        Path folder = Server.emptyFolder("demo");
        Path keyStore = Signing.keyStore();
        try (var server = new Server(folder.resolve("data"))) {
            server.create("handover", "");
            String url = server.url("handover");
            try (Node one = node("one", folder, url, keyStore, "korea-2018-to-july-18");
                    Node two = node("two", folder, url, keyStore, "")) {
                one.start();
                two.start();
                one.awaitReady();
                two.awaitReady();
                try (var proxy = new RoundRobin(Integer.parseInt(given[0]), List.of(one.base(), two.base()))) {
                    System.out.printf(
                            """
                            %n%s leads to
                              %s
                              %s
                            Enter one or two to end that node as a power failure would (kill -9)
                            and to start it again, nothing to stop all.%n""",
                            proxy.base(), one, two);
                    obey(one, two);
                }
            }
        }
        System.exit(0);
    }

    /** One that replays scenarios of 2018 when it starts. */
    static Node node(String name, Path folder, String url, Path keyStore, String scenario) throws Exception {
        return new Node(
                name,
                folder,
                url,
                "handover.signing.key-store=" + keyStore,
                "handover.signing.password=" + Signing.PASSWORD,
                "handover.scenario=" + scenario,
                "handover.scenario-reference=KOR-2018-01");
    }

    private static void obey(Node one, Node two) throws Exception {
        var input = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));
        for (String line = input.readLine(); line != null && !line.isBlank(); line = input.readLine()) {
            Node node = line.strip().equals("one") ? one : two;
            node.kill();
            System.out.println(node.name() + " is dead; the other one answers");
            node.start().awaitReady();
            System.out.println(node + " is back");
        }
    }
}
