package miniredis.aof;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * Which files a log is made of: a base, which holds all keys at one moment, and increments, which
 * hold what was done since, the oldest first.
 *
 * <pre>
 *   file appendonly.aof.2.base.rdb seq 2 type b
 *   file appendonly.aof.1.incr.aof seq 1 type h     no longer needed, to be deleted
 *   file appendonly.aof.2.incr.aof seq 2 type i
 * </pre>
 *
 * <p>Immutable: a change is a new manifest, which takes the place of the old one in one step.
 */
public record AofManifest(Part base, List<Part> history, List<Part> increments) {

  private static final int LONGEST_LINE = 1024;

  /** One file; numbers go up, so that no name is used twice. */
  public record Part(String name, long number, char type) {

    Part asHistory() {
      return new Part(name, number, 'h');
    }

    private String line() {
      return "file " + quoted(name) + " seq " + number + " type " + type + "\n";
    }

    private static String quoted(String name) {
      boolean plain = name.chars().allMatch(c -> c > ' ' && c != '"' && c != '\'' && c < 127);
      return plain ? name : Bytes.of(name).toString();
    }
  }

  public static final AofManifest EMPTY = new AofManifest(null, List.of(), List.of());

  public boolean isEmpty() {
    return base == null && increments.isEmpty();
  }

  /** Base and increments in the order in which they are to be loaded. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (base != null) parts.add(base);
    parts.addAll(increments);
    return parts;
  }

  /** The number that a new base gets. */
  public long nextBase() {
    return base == null ? 1 : base.number() + 1;
  }

  /** The number that a new increment gets. */
  public long nextIncrement() {
    return increments.isEmpty() ? 1 : increments.getLast().number() + 1;
  }

  /** With another base: the old one, and all increments but the last, are history. */
  public AofManifest rebased(Part newBase) {
    List<Part> old = new ArrayList<>(history);
    if (base != null) old.add(base.asHistory());
    int kept = Math.max(0, increments.size() - 1);
    for (Part each : increments.subList(0, kept)) old.add(each.asHistory());
    List<Part> last = List.copyOf(increments.subList(kept, increments.size()));
    return new AofManifest(newBase, List.copyOf(old), last);
  }

  /** With one more increment. */
  public AofManifest with(Part increment) {
    List<Part> more = new ArrayList<>(increments);
    more.add(increment);
    return new AofManifest(base, history, List.copyOf(more));
  }

  /** With this as the only increment, or with none if it is null; all others are history. */
  public AofManifest withOnly(Part increment) {
    List<Part> old = new ArrayList<>(history);
    for (Part each : increments) old.add(each.asHistory());
    List<Part> only = increment == null ? List.of() : List.of(increment);
    return new AofManifest(base, List.copyOf(old), only);
  }

  public AofManifest withoutHistory() {
    return new AofManifest(base, List.of(), increments);
  }

  /** The content of the file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (base != null) text.append(base.line());
    for (Part each : history) text.append(each.line());
    for (Part each : increments) text.append(each.line());
    return text.toString();
  }

  /**
   * Reads the content of the file.
   *
   * @throws IOException with the number of the line if it is damaged
   */
  public static AofManifest parse(byte[] content) throws IOException {
    if (content.length == 0) throw new IOException("the manifest is empty");
    List<Part> bases = new ArrayList<>();
    List<Part> history = new ArrayList<>();
    List<Part> increments = new ArrayList<>();
    int number = 0;
    int end;
    for (int at = 0; at < content.length; at = end + 1) {
      number++;
      for (end = at; end < content.length && content[end] != '\n'; ) end++;
      if (end == content.length) throw damaged(number, "is not complete");
      if (end - at >= LONGEST_LINE) throw damaged(number, "is too long");
      if (content[at] == '#') continue;
      Part part = part(content, at, end, number);
      List<Part> list = part.type() == 'b' ? bases : part.type() == 'i' ? increments : history;
      boolean inOrder = list.isEmpty() || list.getLast().number() < part.number();
      if (part.type() == 'i' && !inOrder) throw damaged(number, "has a number that is too small");
      list.add(part);
      if (bases.size() > 1) throw damaged(number, "names a second base");
    }
    Part base = bases.isEmpty() ? null : bases.getFirst();
    return new AofManifest(base, List.copyOf(history), List.copyOf(increments));
  }

  private static Part part(byte[] content, int from, int to, int line) throws IOException {
    Bytes[] words = Words.split(content, from, to).orElse(new Bytes[0]);
    Map<String, String> fields = new HashMap<>();
    if (words.length % 2 != 0) throw damaged(line, "is not made of names and values");
    for (int i = 0; i < words.length; i += 2) {
      fields.put(words[i].text().toLowerCase(Locale.ROOT), words[i + 1].text());
    }
    String name = fields.get("file");
    String number = fields.getOrDefault("seq", "");
    String type = fields.getOrDefault("type", "");
    if (name == null || !number.matches("[1-9]\\d{0,17}") || !type.matches("[bhi]")) {
      throw damaged(line, "does not say file, seq and type");
    }
    if (name.contains("/") || name.contains("\\")) throw damaged(line, "names a path, not a file");
    return new Part(name, Long.parseLong(number), type.charAt(0));
  }

  private static IOException damaged(int line, String what) {
    return new IOException("the manifest is damaged: line " + line + " " + what);
  }
}
