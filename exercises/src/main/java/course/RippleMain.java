package course;

import static course.Lines.Colour.ADDED;
import static course.Lines.Colour.PLAIN;
import static course.Lines.Colour.REMOVED;
import static course.Lines.Colour.TITLE;

import module java.base;

/**
 * {@code ./run ripple step03-concurrency}: a fix made in one step is made in every later one. A
 * file that was a copy becomes a copy again; a file that has grown takes the fix by a three-way
 * merge; what finds no place is printed, for a person to place. Git's HEAD is what the step was
 * before the fix.
 */
final class RippleMain {

  private static final String USAGE =
      """
      ./run ripple step03-concurrency           carries what you changed there to the later steps
      ./run ripple step03-concurrency --check   only says what it would do
      The change must not be committed yet: HEAD is what it is compared with.
      """;

  private final Course course;
  private final Lines lines;
  private final boolean check;
  private boolean allPlaced = true;

  RippleMain(Course course, Lines lines, boolean check) {
    this.course = course;
    this.lines = lines;
    this.check = check;
  }

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    List<String> options = Arrays.stream(args).filter(arg -> arg.startsWith("--")).toList();
    List<String> names = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).toList();
    if (names.size() != 1 || !Set.of("--check", "--plain", "--color").containsAll(options)) {
      System.out.print(USAGE);
      System.exit(options.contains("--help") ? 0 : 1);
    }
    try {
      RippleMain ripple =
          new RippleMain(Course.here(), Lines.forArguments(options), options.contains("--check"));
      System.exit(ripple.carryFrom(names.getFirst()) ? 0 : 1);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("ripple: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Returns whether every change found its place in every later module. */
  boolean carryFrom(String name) throws IOException {
    Path step = course.module(name);
    List<String> files = changedFiles(Course.name(step));
    if (files.isEmpty()) lines.say("Nothing in " + Course.name(step) + "/src differs from HEAD.");
    for (String file : files) {
      lines.say(TITLE, Course.name(step) + "/" + file);
      for (Path later : later(step)) carry(step, file, later);
    }
    if (!allPlaced) lines.say(TITLE, "Some places need you: they are marked above.");
    return allPlaced;
  }

  /** The steps behind this one, and {@code exercises}, which has a copy of the tests' machinery. */
  private List<Path> later(Path step) {
    List<Path> modules = course.modules();
    List<Path> later = new ArrayList<>(modules.subList(modules.indexOf(step) + 1, modules.size()));
    later.add(course.root().resolve("exercises"));
    return later;
  }

  private void carry(Path step, String file, Path later) throws IOException {
    Path now = step.resolve(file);
    Path there = counterpart(later, file);
    if (!Files.exists(now)) {
      if (there != null)
        needsYou(later, "it is gone in " + Course.name(step) + "; delete it there too?");
      return;
    }
    List<String> changed = Files.readAllLines(now);
    Optional<List<String>> base = atHead(Course.name(step) + "/" + file);
    if (base.isEmpty()) {
      carryNew(changed, file, later);
    } else if (there != null) {
      carry(base.get(), changed, there, later);
    }
  }

  private void carryNew(List<String> text, String file, Path later) throws IOException {
    boolean sameLayout = Course.name(later).startsWith("step");
    Path there = later.resolve(file);
    if (!sameLayout && !file.startsWith("src/test/java/course/")) return;
    if (!Files.exists(there)) {
      write(there, text);
      say(later, "new: copied");
    } else if (!Files.readAllLines(there).equals(text)) {
      needsYou(later, "has a file of that name, and another text");
    }
  }

  private void carry(List<String> base, List<String> changed, Path there, Path later)
      throws IOException {
    List<String> text = Files.readAllLines(there);
    if (text.equals(changed)) {
      say(later, "is the same already");
    } else if (text.equals(base)) {
      write(there, changed);
      say(later, "was the same, and is again: copied");
    } else {
      Merge.Result result = Merge.carry(base, changed, text);
      if (result.placed() > 0) write(there, result.lines());
      String done = result.placed() + " merged, " + result.alreadyThere() + " there already";
      say(later, done + " (" + course.root().relativize(there) + ")");
      for (Merge.Hunk lost : result.lost()) {
        needsYou(later, "found no place for:");
        lost.removed().forEach(line -> lines.say(REMOVED, "      - " + line));
        lost.lines().forEach(line -> lines.say(ADDED, "      + " + line));
      }
    }
  }

  /** The same path, or in {@code final}, where classes have rooms, the one class of that name. */
  private static Path counterpart(Path later, String file) throws IOException {
    Path same = later.resolve(file);
    if (Files.exists(same)) return same;
    if (!later.endsWith("final") || !file.startsWith("src/main/")) return null;
    try (Stream<Path> all = Files.walk(later.resolve("src/main"))) {
      return all.filter(f -> f.getFileName().equals(Path.of(file).getFileName()))
          .findFirst()
          .orElse(null);
    }
  }

  private void write(Path file, List<String> text) throws IOException {
    if (check) return;
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", text) + "\n");
  }

  private void say(Path module, String what) {
    lines.say(PLAIN, "  %-20s %s".formatted(Course.name(module), what));
  }

  private void needsYou(Path module, String what) {
    allPlaced = false;
    lines.say(REMOVED, "  %-20s %s".formatted(Course.name(module), what));
  }

  /** Paths below the step that differ from HEAD, new ones included. */
  private List<String> changedFiles(String step) throws IOException {
    String tracked = git("diff", "--name-only", "--no-renames", "HEAD", "--", step + "/src");
    String untracked = git("ls-files", "--others", "--exclude-standard", "--", step + "/src");
    return Stream.of(tracked, untracked)
        .flatMap(String::lines)
        .map(path -> path.substring(step.length() + 1))
        .sorted()
        .toList();
  }

  private Optional<List<String>> atHead(String path) throws IOException {
    if (git("ls-tree", "--name-only", "HEAD", "--", path).isBlank()) return Optional.empty();
    return Optional.of(git("show", "HEAD:" + path).lines().toList());
  }

  private String git(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", course.root().toString()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String problem = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) throw new IOException(problem.strip());
      return out;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git ran", e);
    }
  }
}
