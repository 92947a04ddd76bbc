package miniredis.lens;

import module java.base;

/** A lens with a page, as {@code ./run lens} starts it, for a test. */
final class LensAt implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("page +http://127.0.0.1:(\\d+)/");
  private static final Pattern CLIENTS = Pattern.compile("redis-cli -p (\\d+)");

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final LensMain main;
  private SubjectProcess subject;

  /** With options as on the command line; ports that are not given are free ones. */
  LensAt(String... options) throws IOException {
    main =
        new LensMain(
            (name, folder, given) -> subject = SubjectProcess.start(name, folder, ROOT, given),
            ROOT,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    List<String> all = new ArrayList<>(List.of(options));
    for (String port : List.of("--port", "--page")) {
      if (!all.contains(port)) all.addAll(0, List.of(port, "0"));
    }
    main.run(LensOptions.parse(all.toArray(String[]::new)));
  }

  String address() {
    return "http://127.0.0.1:" + number(PORT) + "/";
  }

  /** Where clients connect to. */
  int port() {
    return number(CLIENTS);
  }

  /** The server; null where a recording is played. */
  SubjectProcess subject() {
    return subject;
  }

  private int number(Pattern pattern) {
    Matcher found = pattern.matcher(printed.toString(StandardCharsets.UTF_8));
    if (!found.find()) throw new AssertionError("The lens says only: " + printed);
    return Integer.parseInt(found.group(1));
  }

  @Override
  public void close() {
    main.close();
  }
}
