package course.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {

  private static final String ALL_PARTS =
      """
      title: Everything
      alt: One of each part.

      text a line / and `code` & <more>
      bytes
        *1\\r\\n | amber | one word
        --
        \\x00\\s... | red | odd ones
      boxes
        a | 1,1 | blue | client
        b | 2-3,2 | grey | server
        a -> b | PING
        b ..> a
      lanes A | {none} B
        {blue} waits | 5
        1 -> 2 | now
        ^ | {red} 6
      timeline 0-10
        client 1 | 1-5 {blue} write | 8 {green} reply
        mark 8 | forced
      table
        = key | value
        `user` | {green} anna
      """;

  @Test
  void eachPartIsDrawnIntoOneWellFormedSvg() throws Exception {
    Document svg = xml(Picture.parse(ALL_PARTS.lines().toList()).svg());
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Everything");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo("One of each part.");
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("and code & <more>", "\\x00", "server", "PING", "waits", "forced", "anna");
  }

  @Test
  void noPictureIsWiderThanAReadmeAndNoTextSmallerThanItsText() throws Exception {
    Document svg = xml(Picture.parse(ALL_PARTS.lines().toList()).svg());
    assertThat(svg.getDocumentElement().getAttribute("width")).isEqualTo("800");
    assertThat(svg.getElementsByTagName("style").item(0).getTextContent())
        .contains("font: 16px", "prefers-color-scheme: dark");
    NodeList boxes = svg.getElementsByTagName("rect");
    for (int i = 0; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      double right =
          Double.parseDouble(box.getAttribute("x")) + Double.parseDouble(box.getAttribute("width"));
      assertThat(right).isLessThanOrEqualTo(800);
    }
  }

  @Test
  void wordsThatDoNotFitAreRefused() {
    assertRefused(
        """
        lanes A | B | C | D | E
          a sentence that is much too long for a lane | | | |
        """,
        "is too wide");
    assertRefused("table\n  " + "word ".repeat(40), "a table is too wide");
    assertRefused("bytes\n  " + "x".repeat(40) + " | blue | many", "begin a new one with --");
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertRefused("circle 1", "there is no such part: circle 1");
    assertRefused("table\n  {pink} a", "there is no colour pink");
    assertRefused("boxes\n  a | 1,1 | blue | client\n  a -> b | PING", "there is no box b");
    assertThatThrownBy(() -> Picture.parse(java.util.List.of("text no title")))
        .hasMessageContaining("title:");
  }

  private static void assertRefused(String part, String message) {
    String description = "title: t\nalt: a\n" + part;
    assertThatThrownBy(() -> Picture.parse(description.lines().toList()).svg())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }
}
