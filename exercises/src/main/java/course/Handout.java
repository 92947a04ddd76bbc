package course;

import module java.base;

import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * What of a chapter belongs on a page in front of everybody: what the server can do now, a picture,
 * what to type, what stays true, and the questions, with room to write or with their answers.
 */
final class Handout {

  private static final HtmlRenderer HTML = HtmlRenderer.builder().build();

  /** A question, and the blocks of the chapter that answer it. */
  private record Question(String html, List<Node> answer) {}

  private final Path step;
  private String title = "";
  private String promise = "";
  private String transcript = "";
  private final List<Path> pictures = new ArrayList<>();
  private final List<String> invariants = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();

  /** What each half asks before anything is run. */
  private final List<String> guesses = new ArrayList<>();

  private Handout(Path step) {
    this.step = step;
  }

  static Handout of(Path step) throws IOException {
    if (!Course.name(step).startsWith("step"))
      throw new IllegalArgumentException("only the steps have handouts");
    Handout handout = new Handout(step);
    handout.read(Parser.builder().build().parse(String.join("\n", Course.chapter(step))));
    return handout;
  }

  private void read(Node document) {
    String section = "";
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Heading heading -> section = heading(heading);
        case FencedCodeBlock fence -> fence(fence);
        case Paragraph paragraph -> paragraph(section, paragraph);
        case BulletList list -> {
          if (section.startsWith("What changed")) invariants(list);
        }
        default -> {}
      }
    }
  }

  private String heading(Heading heading) {
    if (title.isEmpty()) {
      title = text(heading);
      promise = HTML.render(heading.getNext());
    }
    return text(heading);
  }

  private void fence(FencedCodeBlock fence) {
    if (transcript.isEmpty() && fence.getInfo().equals("console")) transcript = fence.getLiteral();
  }

  private void paragraph(String section, Paragraph paragraph) {
    switch (section) {
      case "The idea" -> {
        picture(paragraph);
        strong(paragraph).ifPresent(question -> guesses.add(inside(question)));
      }
      // Here the figure stands before its question, and belongs to it.
      case "Beside Redis" -> strong(paragraph).ifPresent(_ -> question(paragraph, paragraph));
      case "Check yourself" -> strong(paragraph).ifPresent(strong -> question(strong, paragraph));
      default -> {}
    }
  }

  private void question(Node asked, Paragraph paragraph) {
    questions.add(new Question(inside(asked), answer(paragraph)));
  }

  /** What a paragraph asks in bold letters. */
  private static Optional<Node> strong(Paragraph paragraph) {
    for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof StrongEmphasis && text(child).endsWith("?")) return Optional.of(child);
    }
    return Optional.empty();
  }

  /** The first picture of each half. */
  private void picture(Paragraph paragraph) {
    if (!hasPictureBefore(paragraph) && paragraph.getFirstChild() instanceof Image image)
      pictures.add(step.resolve(image.getDestination()));
  }

  private static boolean hasPictureBefore(Node node) {
    for (Node n = node.getPrevious(); n != null && !(n instanceof Heading); n = n.getPrevious()) {
      if (n.getFirstChild() instanceof Image) return true;
    }
    return false;
  }

  private void invariants(BulletList list) {
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      invariants.add(inside(item.getFirstChild()));
    }
  }

  /**
   * What stands between the next {@code <details>} and its end; a question of "The idea" has none.
   */
  private static List<Node> answer(Paragraph question) {
    List<Node> answer = new ArrayList<>();
    Node node = question.getNext();
    if (!(node instanceof HtmlBlock)) return answer;
    for (node = node.getNext(); node != null && !(node instanceof HtmlBlock); node = node.getNext())
      answer.add(node);
    return answer;
  }

  private static String text(Node node) {
    return TextContentRenderer.builder().build().render(node).strip();
  }

  /** The HTML of what a node contains, without the node itself. */
  private static String inside(Node node) {
    StringBuilder html = new StringBuilder();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext())
      html.append(HTML.render(child));
    return html.toString();
  }

  String html(boolean answers) throws IOException {
    StringJoiner body = new StringJoiner("\n");
    body.add("<h1>" + title + (answers ? ": answers" : "") + "</h1>").add(promise);
    if (!answers) {
      body.add("<div class=\"top\">");
      for (Path picture : pictures) body.add(image(picture));
      body.add("<pre>" + escaped(transcript) + "</pre></div>");
      body.add("<p>Run yours: <code>./run source exercises/workspace/me</code><br>Test it: ");
      body.add("<code>%s</code></p>".formatted(testCommand()));
      body.add("<h2>Your guess, before anything runs</h2>");
      for (String guess : guesses) body.add("<p>" + guess + "</p><div class=\"write\"></div>");
      body.add("<h2>What stays true</h2><ul>");
      invariants.forEach(invariant -> body.add("<li>" + invariant + "</li>"));
      body.add("</ul>");
    }
    body.add("<h2>Questions</h2><ol>");
    for (Question question : questions) body.add(item(question, answers));
    body.add("</ol>");
    return PAGE.formatted(title, body);
  }

  private String testCommand() {
    return "mvn -pl " + Course.name(step) + " test -Dsource=exercises/workspace/me";
  }

  private static String item(Question question, boolean answers) {
    String item = "<li><p>" + question.html() + "</p>";
    if (!answers) return item + "<div class=\"write\"></div></li>";
    return item
        + question.answer().stream().map(HTML::render).collect(Collectors.joining())
        + "</li>";
  }

  /** Inside the page, so that the page is one file. */
  private static String image(Path svg) throws IOException {
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(svg));
    return "<img alt=\"\" src=\"data:image/svg+xml;base64," + data + "\">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>%s</title>
      <style>
      @page { size: A4; margin: 11mm; }
      html { color-scheme: light; font: 9.5pt/1.3 system-ui, sans-serif; }
      body { max-width: 182mm; margin: auto; }
      h1 { font-size: 15pt; margin: 0; } h2 { font-size: 11pt; margin: 3mm 0 1mm; }
      p, ul, ol { margin: 1mm 0; }
      .top { display: flex; flex-wrap: wrap; gap: 4mm; align-items: flex-start; }
      img { width: 90mm; } pre { margin: 0; font-size: 7.5pt; flex: 1; white-space: pre-wrap; }
      .write { border-bottom: 0.3mm dotted #999; height: 7mm; }
      li { break-inside: avoid; }
      </style>
      </head>
      <body>
      %s
      </body>
      </html>
      """;
}
