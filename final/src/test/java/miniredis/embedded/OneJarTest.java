package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Who takes the library takes one jar: nothing comes along, and nothing else is needed. */
class OneJarTest {

  @Test
  void noDependencyIsHandedOn() throws Exception {
    for (Path pom : List.of(Path.of("pom.xml"), Path.of("..", "pom.xml"))) {
      if (Files.exists(pom)) assertThat(handedOn(pom)).as(pom.toString()).isEmpty();
    }
  }

  private static List<String> handedOn(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
    NodeList found = document.getElementsByTagName("dependency");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      Element each = (Element) found.item(i);
      boolean managed =
          each.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
      boolean kept = Set.of("test", "provided").contains(text(each, "scope"));
      if (!managed && !kept && !text(each, "optional").equals("true")) {
        names.add(text(each, "artifactId"));
      }
    }
    return names;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  @Test
  void itRunsWhereThereIsNothingElse() throws Exception {
    URL classes = Path.of("target", "classes").toUri().toURL();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = alone.loadClass(MiniRedis.class.getName());
      assertThat(type).isNotEqualTo(MiniRedis.class);
      Object start = type.getMethod("start", String[].class).invoke(null, (Object) new String[0]);
      try (AutoCloseable redis = (AutoCloseable) start) {
        assertThat(type.getMethod("isRunning").invoke(redis)).isEqualTo(true);
      }
    }
  }
}
