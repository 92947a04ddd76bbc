package course;

import module java.base;

/** The repository: its steps, their sources and their chapters. */
public record Course(Path root) {

  private static final Pattern MINUTES =
      Pattern.compile("(\\d+) minutes to read, (\\d+) to type, (\\d+) to experiment");

  public static final Path SOURCES = Path.of("src", "main", "java", "miniredis");

  /** The repository that {@code ./run} was called in. */
  public static Course here() {
    return new Course(Path.of(System.getProperty("miniredis.root", "")).toAbsolutePath());
  }

  /** All that have sources, in order; {@code final} last. */
  public List<Path> modules() {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("step\\d\\d-.*|final"))
          .filter(folder -> Files.isDirectory(folder.resolve(SOURCES)))
          .sorted(
              Comparator.comparing((Path f) -> f.endsWith("final")).thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 2}, {@code 02}, {@code step02} and {@code step02-get-set} all name the same module. */
  public Path module(String name) {
    String number = name.replaceFirst("^(step)?0?(?=\\d)", "").replaceFirst("-.*", "");
    return modules().stream()
        .filter(
            m ->
                name(m).equals(name.replaceFirst("/$", ""))
                    || name(m).startsWith("step0" + number + "-"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no step " + name + " here"));
  }

  public static String name(Path module) {
    return module.getFileName().toString();
  }

  /** A step, or a folder of the learner's own: whatever has {@code miniredis} sources in it. */
  public Path sources(String name) {
    for (Path folder : List.of(Path.of(name), root.resolve(name))) {
      for (Path below :
          List.of(SOURCES, Path.of("main/java/miniredis"), Path.of("miniredis"), Path.of(""))) {
        Path sources = folder.resolve(below);
        if (Files.isRegularFile(sources.resolve("Main.java")))
          return sources.toAbsolutePath().normalize();
      }
    }
    if (name.contains("/")) throw new IllegalArgumentException("no Main.java below " + name);
    return module(name).resolve(SOURCES);
  }

  /** The Java files below this folder, by their path in it. */
  public static SortedMap<String, List<String>> files(Path folder) {
    SortedMap<String, List<String>> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<String> chapter(Path module) {
    Path readme = module.resolve("README.md");
    try {
      return Files.exists(readme) ? Files.readAllLines(readme) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chapter's minutes to read, to type and to experiment, where it names them. */
  public static Optional<int[]> minutes(Path module) {
    Matcher matcher = MINUTES.matcher(String.join("\n", chapter(module)));
    if (!matcher.find()) return Optional.empty();
    return Optional.of(
        IntStream.of(1, 2, 3).map(i -> Integer.parseInt(matcher.group(i))).toArray());
  }

  /** The files of the chapter's table "What changed", in the order in which it names them. */
  static List<String> readingOrder(Path module) {
    return chapter(module).stream()
        .dropWhile(line -> !line.startsWith("## What changed"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`")[1])
        .toList();
  }
}
