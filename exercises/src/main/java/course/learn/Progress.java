package course.learn;

import module java.base;

/**
 * What the learner has passed, and where they are: {@code exercises/workspace/progress}, a line
 * each. It is written whole or not at all, and lines that this version does not know stay. Any
 * thread may ask and tell.
 */
final class Progress {

  private static final String PASSED = "passed ";

  private final Path file;
  private final SortedMap<String, String> values = new TreeMap<>();

  private Progress(Path file) {
    this.file = file;
  }

  static Progress in(Workspace workspace) throws IOException {
    Progress progress = new Progress(workspace.folder().resolve("progress"));
    if (Files.exists(progress.file)) {
      for (String line : Files.readAllLines(progress.file)) {
        int equals = line.indexOf('=');
        if (equals > 0)
          progress.values.put(
              line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return progress;
  }

  synchronized boolean isPassed(Stage stage) {
    return values.containsKey(PASSED + stage.id());
  }

  void pass(Stage stage, Instant when) throws IOException {
    if (isPassed(stage)) return;
    put(PASSED + stage.id(), when.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The stage that the learner was at last. */
  synchronized Optional<String> place() {
    return Optional.ofNullable(values.get("place"));
  }

  void goTo(Stage stage) throws IOException {
    put("place", stage.id());
  }

  /** Which page of its lesson was read last, from 0. */
  int page(Stage stage) {
    return number("page " + stage.id());
  }

  void read(Stage stage, int page) throws IOException {
    put("page " + stage.id(), Integer.toString(page));
  }

  /** How many of its hints have been shown. */
  int hints(Stage stage) {
    return number("hints " + stage.id());
  }

  void hint(Stage stage, int shown) throws IOException {
    put("hints " + stage.id(), Integer.toString(shown));
  }

  /** Whether its solution has been asked for once. */
  synchronized boolean asked(Stage stage) {
    return values.containsKey("asked " + stage.id());
  }

  void ask(Stage stage) throws IOException {
    put("asked " + stage.id(), "once");
  }

  /** Whether its answers have been asked for once. */
  synchronized boolean askedForAnswers(Stage stage) {
    return values.containsKey("answers " + stage.id());
  }

  void askForAnswers(Stage stage) throws IOException {
    put("answers " + stage.id(), "once");
  }

  /** Whether its lesson has been read or its tests been run. */
  synchronized boolean isBegun(Stage stage) {
    return isPassed(stage) || values.containsKey("begun " + stage.id());
  }

  void begin(Stage stage) throws IOException {
    if (!isBegun(stage)) put("begun " + stage.id(), "yes");
  }

  private synchronized int number(String name) {
    String text = values.getOrDefault(name, "0");
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  private synchronized void put(String name, String value) throws IOException {
    if (value.equals(values.put(name, value))) return;
    Files.createDirectories(file.getParent());
    Path whole = Files.createTempFile(file.getParent(), "progress", ".new");
    try {
      List<String> lines = new ArrayList<>();
      values.forEach((key, text) -> lines.add(key + " = " + text));
      Files.write(whole, lines);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
