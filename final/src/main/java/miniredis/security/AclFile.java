package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Errors;
import miniredis.security.RuleException.Fault;
import miniredis.security.RuleReader.UnmatchedParenthesis;

/**
 * The file of the setting aclfile: a line a user, as ACL LIST shows it, and nothing else but empty
 * lines.
 */
final class AclFile {

  private static final Set<StandardOpenOption> CREATE_ANEW =
      EnumSet.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  /** That a file cannot be taken over: everything that is wrong with it, in one line. */
  static final class Damaged extends Exception {
    Damaged(String text) {
      super(text);
    }
  }

  private final String name;
  private final RuleReader reader;
  private final Map<Bytes, Rules> users = new LinkedHashMap<>();
  private final StringBuilder complaints = new StringBuilder();

  private AclFile(String name, RuleReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * The users in a file.
   *
   * @param name what the file is called in complaints
   * @throws Damaged if it cannot be read, or anything in it makes no sense
   */
  static Map<Bytes, Rules> read(Path path, String name, RuleReader reader) throws Damaged {
    AclFile file = new AclFile(name, reader);
    file.read(path);
    return file.users;
  }

  private void read(Path path) throws Damaged {
    int number = 0;
    for (String line : lines(path)) readLine(strip(line), ++number);
    if (complaints.isEmpty()) return;
    throw new Damaged(
        complaints
            + "WARNING: ACL errors detected, no change to the previously active ACL rules was"
            + " performed");
  }

  private List<String> lines(Path path) throws Damaged {
    try {
      return List.of(Files.readString(path, StandardCharsets.ISO_8859_1).split("\n"));
    } catch (IOException e) {
      throw new Damaged("Error loading ACLs, opening file '" + name + "': " + reason(e));
    }
  }

  private static String reason(IOException failed) {
    return switch (failed) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      default -> failed.getMessage();
    };
  }

  private static String strip(String line) {
    return line.replaceAll("^[ \t\r\n]+|[ \t\r\n]+$", "");
  }

  private void readLine(String line, int number) {
    if (line.isEmpty()) return;
    List<Bytes> words = Stream.of(line.split(" ", -1)).map(Bytes::latin).toList();
    String where = name + ":" + number;
    if (words.size() < 2 || !words.getFirst().equals(Bytes.of("user"))) {
      complain(where + " should start with user keyword followed by the username. ");
    } else if (RuleReader.hasSpace(words.get(1))) {
      complain(
          "'%s: username '%s' contains invalid characters. "
              .formatted(where, Errors.quote(words.get(1))));
    } else if (users.containsKey(words.get(1))) {
      complain(
          "WARNING: Duplicate user '%s' found on line %s. "
              .formatted(Errors.quote(words.get(1)), number));
    } else {
      readUser(words, where);
    }
  }

  private void complain(String text) {
    complaints.append(text);
  }

  private void readUser(List<Bytes> words, String where) {
    Rules rules = reader.fresh();
    users.put(words.get(1), rules);
    try {
      List<Bytes> gathered = RuleReader.gather(words.subList(2, words.size()));
      readRules(gathered, rules, where);
    } catch (UnmatchedParenthesis bad) {
      complain(where + ": Unmatched parenthesis in selector definition. ");
    }
  }

  /** Of faults of a kind that may make others the first is told, and of the other kind all. */
  private void readRules(List<Bytes> words, Rules rules, String where) {
    boolean told = false;
    for (Bytes each : words) {
      String word = each.latinText();
      try {
        reader.apply(rules, Bytes.latin(strip(word)));
      } catch (RuleException bad) {
        if (bad.fault() == Fault.UNKNOWN) {
          complain(
              "%s: Error in applying operation '%s': %s. "
                  .formatted(where, strip(word), bad.getMessage()));
        } else if (!told) {
          told = true;
          complain(where + ": " + bad.getMessage() + ". ");
        }
      }
    }
  }

  /**
   * Writes lines into a file, which takes the place of an old one in one step: a crash leaves the
   * one or the other.
   */
  static void write(Path path, List<Bytes> lines) throws IOException {
    BytesBuilder text = new BytesBuilder(4096);
    for (Bytes each : lines) text.append(each).append((byte) '\n');
    Path draft = path.resolveSibling(path.getFileName() + ".tmp-" + ProcessHandle.current().pid());
    try {
      try (FileChannel channel = FileChannel.open(draft, CREATE_ANEW)) {
        ByteBuffer rest = ByteBuffer.wrap(text.array(), 0, text.length());
        while (rest.hasRemaining()) channel.write(rest);
        channel.force(true);
      }
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
