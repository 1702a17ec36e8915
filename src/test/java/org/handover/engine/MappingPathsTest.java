package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.apache.ibatis.builder.xml.XMLMapperEntityResolver;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What is found in the engine's mapping files is what the JDK's XPath finds. */
class MappingPathsTest {

    private static final XPath JDK = XPathFactory.newDefaultInstance().newXPath();
    private static final XPath OURS = new MappingPaths().newXPath();

    private static Stream<Document> mappings() throws Exception {
        Document all = document("mappings.xml");
        NodeList names =
                (NodeList) JDK.evaluate("/configuration/mappers/mapper/@resource", all, XPathConstants.NODESET);
        var documents = Stream.<Document>builder().add(all);
        for (int i = 0; i < names.getLength(); i++) {
            documents.add(document(names.item(i).getNodeValue().replaceFirst(".*/mapping/", "")));
        }
        return documents.build();
    }

    private static Document document(String name) throws Exception {
        var factory = javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var builder = factory.newDocumentBuilder();
        builder.setEntityResolver(new XMLMapperEntityResolver());
        try (InputStream file =
                ProcessEngine.class.getResourceAsStream("/org/camunda/bpm/engine/impl/mapping/" + name)) {
            return builder.parse(file);
        }
    }

    private static List<Node> nodes(XPath paths, String path, Node from) {
        try {
            NodeList found = (NodeList) paths.evaluate(path, from, XPathConstants.NODESET);
            assertThat(found.item(found.getLength())).isNull();
            return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
        } catch (javax.xml.xpath.XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/configuration",
                "/mapper",
                "/mapper/resultMap",
                "/mapper/sql",
                "/mapper/*",
                "mapper",
                "mappers/mapper",
                "select|insert|update|delete",
                "//include",
                "resultMap/result[@property='name']"
            })
    void findsWhatTheJdkFinds(String path) throws Exception {
        var found = new java.util.concurrent.atomic.AtomicInteger();
        mappings().forEach(mapping -> {
            for (Node from : List.of(mapping, mapping.getDocumentElement())) {
                List<Node> ours = nodes(OURS, path, from);
                assertThat(ours).isEqualTo(nodes(JDK, path, from));
                found.addAndGet(ours.size());
            }
        });
        assertThat(found).hasPositiveValue();
    }
}
