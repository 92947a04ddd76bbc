package course.learn;

import module java.base;

import course.learn.Stage.Need;

/**
 * A step's {@code src/test/moves.md}: what each move of its chapter must do, and how to help with
 * it. Below a heading {@code ## 03.4 One lock}:
 *
 * <ul>
 *   <li>{@code needs: File.java word} what must stand in the sources;
 *   <li>{@code port: 6379} where the server of this move listens, if it takes no {@code --port};
 *   <li>{@code - Class.method} a test that passes from here on; {@code (early)} behind it: it may
 *       pass before;
 *   <li>{@code 1.}, {@code 2.}, {@code 3.} the hints, and {@code 1. (method)} one for the test that
 *       fails; a hint goes on until the next begins;
 *   <li>a block marked {@code diff File.java}: at the end of this move the file has other lines
 *       than the step will have; {@code diff File.java 02.6}: until the end of that move. A block
 *       marked {@code java File.java} is the whole file.
 * </ul>
 */
record MovesFile(List<Section> sections) {

  /** A test, and whether it may pass before its move. */
  record Passes(TestName test, boolean early) {}

  /**
   * Lines that are replaced in a file at the end of a move; no old ones: the file is all new.
   *
   * @param until the last move at whose end it is so
   */
  record Patch(String file, String until, List<String> before, List<String> after) {}

  /** All that is said of a move; {@code id} is {@code before} for what is true from the start. */
  record Section(
      String id,
      String title,
      List<Need> needs,
      List<Passes> passes,
      Map<String, List<String>> hints,
      List<Patch> patches,
      int port) {

    static Section empty(String id) {
      return new Section(id, "", List.of(), List.of(), Map.of(), List.of(), 0);
    }

    List<TestName> tests() {
      return passes.stream().map(Passes::test).toList();
    }
  }

  static MovesFile read(Path step) {
    Path file = step.resolve("src/test/moves.md");
    try {
      return Files.exists(file) ? parse(Files.readAllLines(file)) : new MovesFile(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Section> section(String id) {
    return sections.stream().filter(section -> section.id().equals(id)).findFirst();
  }

  static MovesFile parse(List<String> lines) {
    List<Section> sections = new ArrayList<>();
    List<String> open = null;
    for (String line : lines) {
      if (line.startsWith("## ")) {
        if (open != null) sections.add(new Parser(open).section());
        open = new ArrayList<>();
      }
      if (open != null) open.add(line);
    }
    if (open != null) sections.add(new Parser(open).section());
    return new MovesFile(sections);
  }

  /** Reads one section, line by line. */
  private static final class Parser {
    private static final Pattern HINT = Pattern.compile("\\d\\. (?:\\((\\w+)\\) )?(.*)");
    private static final Pattern TEST = Pattern.compile("- `?(\\w+\\.\\w+)`?( \\(early\\))?");

    private final List<Need> needs = new ArrayList<>();
    private final List<Passes> passes = new ArrayList<>();
    private final Map<String, List<String>> hints = new LinkedHashMap<>();
    private final List<Patch> patches = new ArrayList<>();
    private final List<String> lines;

    /** The hints that the last one was added to. */
    private List<String> hinting;

    private int port;

    Parser(List<String> lines) {
      this.lines = lines;
    }

    Section section() {
      for (int i = 1; i < lines.size(); i++) {
        boolean patch = lines.get(i).matches("```(diff|java) \\w+\\.java.*");
        if (patch) i = patch(i);
        else line(lines.get(i));
      }
      hints.replaceAll((test, all) -> all.stream().map(String::strip).toList());
      return new Section(
          id(),
          lines.getFirst().substring(3 + id().length()).strip(),
          needs,
          passes,
          Collections.unmodifiableMap(hints),
          patches,
          port);
    }

    private String id() {
      return lines.getFirst().substring(3).split(" ")[0];
    }

    private void line(String line) {
      Matcher test = TEST.matcher(line);
      Matcher hint = HINT.matcher(line);
      if (test.matches()) {
        passes.add(new Passes(TestName.parse(test.group(1)), test.group(2) != null));
      } else if (hint.matches()) {
        String of = hint.group(1) == null ? "" : hint.group(1);
        hinting = hints.computeIfAbsent(of, any -> new ArrayList<>());
        hinting.add(hint.group(2));
      } else if (line.startsWith("needs: ")) {
        String[] words = line.substring(7).strip().split(" ", 2);
        needs.add(new Need(words[0], words.length > 1 ? words[1] : ""));
      } else if (line.startsWith("port: ")) {
        port = Integer.parseInt(line.substring(6).strip());
      } else if (hinting != null) {
        hinting.add(hinting.removeLast() + "\n" + line.replaceFirst("^   ", ""));
      }
    }

    private int patch(int open) {
      String[] head = lines.get(open).substring(3).split(" ");
      String until = head.length > 2 ? head[2] : id();
      int close = open + 1;
      while (!lines.get(close).equals("```")) close++;
      List<String> inside = lines.subList(open + 1, close);
      boolean whole = head[0].equals("java");
      List<String> before = whole ? List.of() : without("+", inside);
      patches.add(new Patch(head[1], until, before, without("-", inside)));
      return close;
    }

    private static List<String> without(String sign, List<String> lines) {
      return lines.stream()
          .filter(line -> !line.startsWith(sign))
          .map(line -> line.matches("[ +-].*") ? line.substring(1) : line)
          .toList();
    }
  }
}
