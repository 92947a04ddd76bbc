package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.bytes.Words;

/**
 * Reads a redis.conf: a name and its words on each line, quotes as Redis knows them, comments on
 * lines of their own, and {@code include} for more files where it stands.
 */
public final class ConfigFile {

  /** A file that includes itself is told from one that is merely nested. */
  private static final int DEEPEST = 16;

  private final List<Assignment> found = new ArrayList<>();

  private ConfigFile() {}

  /** What a file and those it includes say, in order. */
  static List<Assignment> read(Path file) {
    ConfigFile reader = new ConfigFile();
    reader.read(file, 0);
    return reader.found;
  }

  /** The lines of a file of settings, byte for byte: one char is one byte. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new ConfigException("cannot read config file '" + file + "': no such file");
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a directory" : "it is not readable";
      throw new ConfigException("cannot read config file '" + file + "': " + why);
    }
  }

  private void read(Path file, int depth) {
    if (depth > DEEPEST) {
      throw new ConfigException("config file '" + file + "' is included too deep, by itself maybe");
    }
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String where = file + " line " + number;
      Bytes[] words = words(line.strip(), where);
      if (words.length == 0) continue;
      String name = words[0].text();
      if (name.equalsIgnoreCase("include")) include(words, file, where, depth);
      else found.add(new Assignment(name, Arrays.copyOfRange(words, 1, words.length), where));
    }
  }

  /** The words of a line, none for a comment. */
  static Bytes[] words(String line, String where) {
    if (line.isEmpty() || line.charAt(0) == '#') return new Bytes[0];
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    return Words.split(bytes, 0, bytes.length)
        .orElseThrow(() -> new ConfigException("unbalanced quotes (" + where + "): " + line));
  }

  private void include(Bytes[] words, Path from, String where, int depth) {
    if (words.length != 2) throw new ConfigException("include takes one file (" + where + ")");
    String name = words[1].text();
    if (name.contains("*") || name.contains("?") || name.contains("[")) {
      for (Path each : matching(name)) read(each, depth + 1);
      return;
    }
    Path file = Path.of(name);
    Path beside = from.resolveSibling(name);
    read(Files.exists(file) || !Files.exists(beside) ? file : beside, depth + 1);
  }

  /** The files whose last name matches, in the order of their names; there may be none. */
  private static List<Path> matching(String pattern) {
    int slash = pattern.lastIndexOf('/');
    Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
    Bytes last = Bytes.of(pattern.substring(slash + 1));
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Glob.matches(last, Bytes.of(file.getFileName().toString())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ConfigException("cannot list '" + folder + "' for include " + pattern);
    }
  }
}
