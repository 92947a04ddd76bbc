package course.museum;

import module java.base;

/** {@code ./run museum}: what there is to see; {@code ./run museum 03}: a bug of your own. */
final class MuseumMain {

  private static final String USAGE =
      """
      ./run museum     the servers with a bug, and how long each takes to mend
      ./run museum 03  puts the sources of number 03 into exercises/workspace/museum
      """;

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    if (args.length > 1 || String.join("", args).startsWith("-")) {
      System.out.print(USAGE);
      System.exit(String.join("", args).equals("--help") ? 0 : 1);
    }
    try {
      Path root = Path.of(System.getProperty("miniredis.root", "")).toAbsolutePath();
      System.out.print(args.length == 0 ? list(root) : begin(root, args[0]));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("museum: " + e.getMessage());
      System.exit(1);
    }
  }

  static String list(Path root) throws IOException {
    StringBuilder list = new StringBuilder("     minutes  stars  step\n");
    for (Exhibit exhibit : Exhibit.all(root)) {
      Map<String, String> fields = exhibit.fields();
      String line = "  %s  %7s  %-5s  %s  %s\n";
      String step = exhibit.step().substring(4, 6);
      String stars = fields.get("stars");
      list.append(
          line.formatted(exhibit.number(), fields.get("minutes"), stars, step, exhibit.title()));
    }
    return list.append("Begin one: ./run museum 01\n").toString();
  }

  /** Nothing of the learner's is overwritten. */
  static String begin(Path root, String number) throws IOException {
    Exhibit exhibit =
        Exhibit.all(root).stream()
            .filter(one -> one.isNamed(number))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no number " + number));
    String place = "exercises/workspace/museum/" + exhibit.name();
    boolean begun = Files.exists(root.resolve(place));
    if (!begun) exhibit.begin(root.resolve(place));
    return """
    %s %s: %s
    Read   exercises/museum/%s/README.md
    Run    ./run source %s
    Test   mvn -pl %s test -Dsource=%s
    """
        .formatted(
            exhibit.number(),
            exhibit.title(),
            begun ? "you have begun it, and it stays as it is." : "the sources are there.",
            exhibit.name(),
            place,
            exhibit.step(),
            place);
  }
}
