package course.picture;

import module java.base;

/**
 * {@code ./run picture}: draws what has changed. A picture is a file {@code pictures/NAME.txt} in a
 * module; beside it comes to stand {@code NAME.svg}, which the chapter shows.
 */
final class PictureMain {

  private static final String USAGE =
      """
      ./run picture               draws every module's pictures anew, and names those that changed
      ./run picture DIR ...       only those in these folders
      A description, step02-get-set/pictures/frame.txt, becomes frame.svg beside it:

      title: The bytes of PING
      alt: What the picture shows, in words. The chapter repeats it: ![...](pictures/frame.svg)
      source: RequestReader.java: 64 * 1024      (this text must stand in that file)

      text words on the paper / a second line, with `code`
      bytes
        *1\\r\\n | amber | one word follows
        $4\\r\\n | amber | 4 bytes
        PING   | blue  | the word
        --
        \\x00... | red  | a second row
      boxes
        a | 1,1   | blue | client / in two lines
        b | 2-3,1 | grey | server
        a -> b | PING
        b ..> a | dashed
      lanes client A | client B | {none} visits
        {blue} reads 5 | | 5
        {amber} waits  | {red} writes 6 | 6
        ^              | {green} done | 6
        1 -> 2 | PING
      timeline 0-10
        client 1 | 1-3 {blue} write | 3-8 {amber} waits | 8 {green} reply
        mark 8 | the force has ended
      table
        = key | value
        `user` | {green} anna

      Colours: blue (sent, data), green (done), amber (waits, lengths), red (wrong), violet (alone
      with the data), grey, none. Words that do not fit are an error.
      """;

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    if (Arrays.asList(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    try {
      Path root = Path.of(System.getProperty("miniredis.root", "")).toAbsolutePath();
      List<Path> folders =
          args.length == 0 ? List.of(root) : Arrays.stream(args).map(Path::of).toList();
      for (Path folder : folders) for (Path file : descriptions(folder)) draw(root, file);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("picture: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void draw(Path root, Path description) throws IOException {
    Path svg = drawn(description);
    String now = read(description).svg();
    if (Files.exists(svg) && Files.readString(svg).equals(now)) return;
    Files.writeString(svg, now);
    System.out.println(root.relativize(svg.toAbsolutePath().normalize()));
  }

  static Picture read(Path description) throws IOException {
    try {
      return Picture.parse(Files.readAllLines(description));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(description + ": " + e.getMessage(), e);
    }
  }

  static Path drawn(Path description) {
    String name = description.getFileName().toString();
    return description.resolveSibling(name.replaceFirst("\\.txt$", ".svg"));
  }

  /** Those of one module, or of all modules below this folder. */
  static List<Path> descriptions(Path folder) throws IOException {
    try (Stream<Path> files = Files.find(folder, 3, (file, about) -> isDescription(file))) {
      return files.sorted().toList();
    }
  }

  private static boolean isDescription(Path file) {
    return file.toString().endsWith(".txt")
        && file.getParent() != null
        && file.getParent().endsWith("pictures");
  }
}
