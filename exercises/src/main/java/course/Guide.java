package course;

import static course.Lines.Colour.QUIET;
import static course.Lines.Colour.TITLE;

import module java.base;

/**
 * Leads a learner through the course: which step comes next, its chapter a section at a time, where
 * to type, whether the tests pass. What the learner has passed is remembered in the workspace.
 */
final class Guide {

  static final List<String> COMMANDS =
      List.of("steps", "read", "start", "test", "stuck", "exercises", "help", "quit");

  private static final String HELP =
      """
      steps            the steps, how long each takes, and which you have passed
      read [02]        the chapter, a section at a time
      start [02]       makes exercises/workspace/me ready: the sources of the step before
      test [02] [7000] the step's tests on your sources, or on the server at a port
      stuck [02]       what still separates your code from the step's
      exercises [02]   what to try when the step is done
      quit             your code stays where it is
      Without a number it is the first step that you have not passed.
      """;

  /** Runs a program and returns its exit code. */
  interface Programs {
    int run(List<String> command, Path folder);
  }

  private final Course course;
  private final Lines lines;
  private final Programs programs;
  private final Path workspace;

  /** What is left of the chapter that is being read. */
  private final Deque<List<String>> unread = new ArrayDeque<>();

  Guide(Course course, Lines lines, Programs programs) {
    this.course = course;
    this.lines = lines;
    this.programs = programs;
    workspace = course.root().resolve("exercises/workspace");
  }

  void welcome() {
    lines.say(TITLE, "mini Redis: seven servers, each one idea further than the one before");
    steps();
    lines.say("");
    lines.say(
        "Your code goes to exercises/workspace/me. Next: read " + number(next()) + " (or: help)");
  }

  /** Does what the line says. Returns false when the learner leaves. */
  boolean answer(String line) {
    String[] words = line.strip().split("\\s+");
    try {
      switch (words[0]) {
        case "" -> nextSection();
        case "steps" -> steps();
        case "read" -> read(stepOr(words, next()));
        case "start" -> start(stepOr(words, next()));
        case "test" -> test(stepOr(words, next()), words.length > 2 ? words[2] : "");
        case "stuck" -> stuck(stepOr(words, next()));
        case "exercises" -> exercises(stepOr(words, next()));
        case "help" -> lines.out().print(HELP);
        case "quit", "exit" -> {
          return false;
        }
        default -> lines.say("There is no " + words[0] + " here. help lists what there is.");
      }
    } catch (IllegalArgumentException e) {
      lines.say(e.getMessage());
    } catch (IOException e) {
      lines.say("That did not work: " + e.getMessage());
    }
    return true;
  }

  private Path stepOr(String[] words, Path otherwise) {
    return words.length > 1 ? course.module(words[1]) : otherwise;
  }

  private void steps() {
    lines.say(QUIET, "     step                   read  type  try  (minutes)");
    for (Path step : course.modules()) {
      String mark = passed().contains(Course.name(step)) ? "*" : step.equals(next()) ? ">" : " ";
      String minutes =
          Course.minutes(step).map(m -> "%4d  %4d  %3d".formatted(m[0], m[1], m[2])).orElse("");
      lines.say("  %s  %-21s %s".formatted(mark, Course.name(step), minutes).stripTrailing());
    }
  }

  private Path next() {
    List<Path> modules = course.modules();
    Set<String> passed = passed();
    return modules.stream()
        .filter(step -> !passed.contains(Course.name(step)))
        .findFirst()
        .orElse(modules.getLast());
  }

  private static String number(Path step) {
    return Course.name(step).replaceAll("step(\\d\\d)-.*", "$1");
  }

  private void read(Path step) {
    unread.clear();
    for (String line : Course.chapter(step)) {
      if (line.matches("#{1,3} .*") || unread.isEmpty()) unread.add(new ArrayList<>());
      unread.getLast().add(line);
    }
    if (unread.isEmpty()) lines.say(Course.name(step) + " has no chapter yet.");
    else nextSection();
  }

  private void nextSection() {
    if (unread.isEmpty()) return;
    for (String line : unread.remove())
      lines.say(line.startsWith("#") ? TITLE : Lines.Colour.PLAIN, inWords(line));
    lines.say(
        QUIET, unread.isEmpty() ? "-- The end of the chapter. Next: test" : "-- Enter: go on");
  }

  /** A terminal shows no pictures. */
  private static String inWords(String line) {
    return line.replaceFirst("^!\\[([^]]*)]\\((.*)\\)$", "(A picture, $2: $1)");
  }

  private void start(Path step) throws IOException {
    Path mine = workspace.resolve("me");
    List<Path> modules = course.modules();
    if (Files.exists(mine.resolve("src"))) {
      lines.say("exercises/workspace/me has sources already: they stay as they are.");
    } else if (modules.indexOf(step) == 0) {
      Files.createDirectories(mine.resolve(Course.SOURCES));
      lines.say("Type into exercises/workspace/me/src/main/java/miniredis, from Main.java on.");
    } else {
      Path before = modules.get(modules.indexOf(step) - 1);
      copy(before.resolve("src/main"), mine.resolve("src/main"));
      lines.say("The sources of " + Course.name(before) + " are in exercises/workspace/me now.");
    }
    lines.say("Run them in a second terminal: ./run source exercises/workspace/me");
    lines.say("When they do what the chapter says: test " + number(step));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void test(Path step, String port) throws IOException {
    String subject = port.isEmpty() ? "-Dsource=exercises/workspace/me" : target(port);
    String module = Course.name(step);
    int code = programs.run(List.of("mvn", "-q", "-pl", module, "test", subject), course.root());
    if (code == 0) {
      remember(module);
      lines.say(TITLE, "Your server is a " + module + ". Next: exercises " + number(step));
    } else {
      lines.say(
          "Not yet. The first failure above says what was asked, what should come, and what came.");
    }
  }

  private static String target(String port) {
    if (!port.matches("\\d{1,5}")) throw new IllegalArgumentException(port + " is no port");
    String target = "127.0.0.1:" + port;
    if (answers(Integer.parseInt(port))) return "-Dtarget=" + target;
    throw new IllegalArgumentException(
        "Nothing listens at "
            + target
            + ". In a second terminal: ./run source exercises/workspace/me --port "
            + port);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private void stuck(Path step) {
    LessonMain.show(course, List.of(workspace.resolve("me").toString(), Course.name(step)), lines);
  }

  private void exercises(Path step) throws IOException {
    Path cards = course.root().resolve("exercises").resolve(Course.name(step)).resolve("README.md");
    if (Files.exists(cards)) Files.readAllLines(cards).forEach(lines::say);
    else lines.say("The chapter's section \"Check yourself\" has the exercises of this step.");
  }

  private Path progress() {
    return workspace.resolve("passed");
  }

  private Set<String> passed() {
    try {
      return Files.exists(progress()) ? new TreeSet<>(Files.readAllLines(progress())) : Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(String module) throws IOException {
    Set<String> passed = new TreeSet<>(passed());
    passed.add(module);
    Files.createDirectories(workspace);
    Files.write(progress(), passed);
  }
}
