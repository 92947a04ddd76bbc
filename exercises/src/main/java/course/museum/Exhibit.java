package course.museum;

import module java.base;

/**
 * A server with a bug: a folder such as {@code exercises/museum/03-no-reason}. Its {@code
 * README.md} is the card, {@code bug.diff} is the bug, and {@code caught.txt} names the tests of
 * the step that fail with it, those that do so only now and then with {@code by chance} behind
 * them.
 *
 * @param fields what the first table of the card says, by the heads of its columns
 */
public record Exhibit(Path folder, Map<String, String> fields) {

  private static final String BY_CHANCE = " by chance";
  private static final Path SOURCES = Path.of("src", "main", "java", "miniredis");

  /** All exhibits of the repository, in the order of their numbers. */
  public static List<Exhibit> all(Path repository) throws IOException {
    try (Stream<Path> folders = Files.list(repository.resolve("exercises/museum"))) {
      List<Path> found = folders.filter(f -> Files.exists(f.resolve("bug.diff"))).sorted().toList();
      List<Exhibit> exhibits = new ArrayList<>();
      for (Path folder : found) exhibits.add(new Exhibit(folder, table(folder)));
      return exhibits;
    }
  }

  private static Map<String, String> table(Path folder) throws IOException {
    List<String> rows =
        Files.readAllLines(folder.resolve("README.md")).stream()
            .filter(line -> line.startsWith("|"))
            .toList();
    String[] heads = cells(rows.getFirst());
    String[] values = cells(rows.get(2));
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < heads.length; i++) fields.put(heads[i], values[i]);
    return fields;
  }

  private static String[] cells(String row) {
    return row.substring(1).strip().split(" *\\| *");
  }

  /** {@code 03-no-reason} */
  public String name() {
    return folder.getFileName().toString();
  }

  /** {@code 03} */
  public String number() {
    return name().substring(0, 2);
  }

  /** {@code 03-no-reason}, {@code 03} and {@code 3} are the same. */
  boolean isNamed(String word) {
    return name().equals(word) || number().equals(word) || number().equals("0" + word);
  }

  /** The card's heading, without the number. */
  public String title() throws IOException {
    return Files.readAllLines(folder.resolve("README.md")).getFirst().replaceFirst("# \\d+ ", "");
  }

  /** The folder of the step that the bug is in: {@code step02-get-set}. */
  public String step() {
    return fields.get("step").replaceFirst(".*\\((?:\\.\\./)*([^/]+)/.*", "$1");
  }

  /** The tests that fail with the bug, {@code Class.method}; the first is the one on the card. */
  public List<String> caughtBy() {
    return caught().stream().filter(test -> !test.endsWith(BY_CHANCE)).toList();
  }

  /** Tests that fail now and then: two clients have to meet. */
  public List<String> caughtByChance() {
    return caught().stream()
        .filter(test -> test.endsWith(BY_CHANCE))
        .map(test -> test.replace(BY_CHANCE, ""))
        .toList();
  }

  private List<String> caught() {
    try {
      return Files.readAllLines(folder.resolve("caught.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the files that the bug is in. */
  public Set<String> files() throws IOException {
    return bug().files();
  }

  private Bug bug() throws IOException {
    return Bug.read(folder.resolve("bug.diff"));
  }

  /** Puts the step's sources into a folder that is not there yet, and the bug into them. */
  public void begin(Path target) throws IOException {
    Path sources = Files.createDirectories(target.resolve(SOURCES));
    Path repository = folder.resolve("../../..").normalize();
    try (Stream<Path> files = Files.list(repository.resolve(step()).resolve(SOURCES))) {
      for (Path file : files.toList()) Files.copy(file, sources.resolve(file.getFileName()));
    }
    bug().makeIn(sources);
  }
}
