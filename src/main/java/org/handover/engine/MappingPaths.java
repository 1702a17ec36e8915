package org.handover.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.NamespaceContext;
import javax.xml.namespace.QName;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFunctionResolver;
import javax.xml.xpath.XPathVariableResolver;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Answers the plain questions that MyBatis asks of the engine's mapping files at every start, more than a thousand like {@code /mapper/sql} and
 * {@code select|insert|update|delete}. The JDK's XPath makes tables of the whole file for each, in all some hundred megabytes and a tenth of the
 * start; walking to the children needs nothing. Any other question goes to the JDK.
 */
public final class MappingPaths extends XPathFactory {

    /** The system property that says which factory MyBatis gets. */
    private static final String PROPERTY = DEFAULT_PROPERTY_NAME + ":" + DEFAULT_OBJECT_MODEL_URI;

    private static final Pattern PLAIN = Pattern.compile("/?[\\w-]+(/[\\w-]+)*|[\\w-]+([|][\\w-]+)+");

    private final XPathFactory jdk = newDefaultInstance();

    /** From now on in this JVM. */
    public static void use() {
        System.setProperty(PROPERTY, MappingPaths.class.getName());
    }

    @Override
    public XPath newXPath() {
        return new Paths(jdk.newXPath());
    }

    @Override
    public boolean isObjectModelSupported(String model) {
        return DEFAULT_OBJECT_MODEL_URI.equals(model);
    }

    @Override
    public void setFeature(String name, boolean value) throws javax.xml.xpath.XPathFactoryConfigurationException {
        jdk.setFeature(name, value);
    }

    @Override
    public boolean getFeature(String name) throws javax.xml.xpath.XPathFactoryConfigurationException {
        return jdk.getFeature(name);
    }

    @Override
    public void setXPathVariableResolver(XPathVariableResolver resolver) {
        jdk.setXPathVariableResolver(resolver);
    }

    @Override
    public void setXPathFunctionResolver(XPathFunctionResolver resolver) {
        jdk.setXPathFunctionResolver(resolver);
    }

    private record Found(List<Node> nodes) implements NodeList {

        @Override
        public Node item(int index) {
            return index < nodes.size() ? nodes.get(index) : null;
        }

        @Override
        public int getLength() {
            return nodes.size();
        }
    }

    private record Paths(XPath jdk) implements XPath {

        @Override
        public Object evaluate(String path, Object from, QName type) throws XPathExpressionException {
            boolean asksForNodes = type.equals(XPathConstants.NODESET) || type.equals(XPathConstants.NODE);
            if (!asksForNodes
                    || !(from instanceof Node node)
                    || !PLAIN.matcher(path).matches()) {
                return jdk.evaluate(path, from, type);
            }
            List<Node> found = find(path, node);
            if (type.equals(XPathConstants.NODESET)) {
                return new Found(found);
            }
            return found.isEmpty() ? null : found.get(0);
        }

        private static List<Node> find(String path, Node from) {
            List<Node> at = List.of(from);
            if (path.startsWith("/") && from.getNodeType() != Node.DOCUMENT_NODE) {
                at = List.of(from.getOwnerDocument());
            }
            for (String step : path.startsWith("/") ? path.substring(1).split("/") : path.split("/")) {
                Set<String> names = Set.of(step.split("[|]"));
                var next = new ArrayList<Node>();
                for (Node parent : at) {
                    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
                        if (child instanceof Element element && names.contains(element.getTagName())) {
                            next.add(element);
                        }
                    }
                }
                at = next;
            }
            return at;
        }

        @Override
        public void reset() {
            jdk.reset();
        }

        @Override
        public void setXPathVariableResolver(XPathVariableResolver resolver) {
            jdk.setXPathVariableResolver(resolver);
        }

        @Override
        public XPathVariableResolver getXPathVariableResolver() {
            return jdk.getXPathVariableResolver();
        }

        @Override
        public void setXPathFunctionResolver(XPathFunctionResolver resolver) {
            jdk.setXPathFunctionResolver(resolver);
        }

        @Override
        public XPathFunctionResolver getXPathFunctionResolver() {
            return jdk.getXPathFunctionResolver();
        }

        @Override
        public void setNamespaceContext(NamespaceContext context) {
            jdk.setNamespaceContext(context);
        }

        @Override
        public NamespaceContext getNamespaceContext() {
            return jdk.getNamespaceContext();
        }

        @Override
        public XPathExpression compile(String path) throws XPathExpressionException {
            return jdk.compile(path);
        }

        @Override
        public String evaluate(String path, Object from) throws XPathExpressionException {
            return jdk.evaluate(path, from);
        }

        @Override
        public Object evaluate(String path, InputSource from, QName type) throws XPathExpressionException {
            return jdk.evaluate(path, from, type);
        }

        @Override
        public String evaluate(String path, InputSource from) throws XPathExpressionException {
            return jdk.evaluate(path, from);
        }
    }
}
