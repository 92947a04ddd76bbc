package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What our command table says of itself is what Redis says, for every command that we have. */
@Tag("interop")
class CommandTableInteropTest {

  /**
   * We say what they take; Redis leaves it open, puts a block around a single argument, or marks
   * one of several forms as deprecated. The patterns of SORT name a key specification there that
   * says nothing.
   */
  private static final Set<String> BETTER_TOLD =
      Set.of(
          "client|kill arguments",
          "client|list arguments",
          "command|getkeys arguments",
          "command|getkeysandflags arguments",
          "config|get arguments",
          "debug arguments",
          "sort arguments",
          "sort_ro arguments");

  /** What clients of today send and Redis 7.0 does not know yet. */
  private static final Set<String> NEWER = Set.of("client|setinfo", "client|no-touch");

  /** The words of a group are our own; so is a note. */
  private static final Set<String> OWN_WORDS =
      Set.of("name", "summary", "complexity", "since", "notes", "history", "replaced_by");

  @Test
  void everyRowIsTheSameAsInRedis() throws IOException {
    compare("INFO", CommandTableInteropTest::rows);
  }

  @Test
  void everyCommandTakesTheSameArgumentsAsInRedis() throws IOException {
    compare("DOCS", CommandTableInteropTest::documents);
  }

  private void compare(String subcommand, Function<Reply, Map<String, Object>> read)
      throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer redis = RunningServer.redis();
        Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      SoftAssertions compared = new SoftAssertions();
      for (String name : names(our)) {
        Map<String, Object> wanted = read.apply(their.call("COMMAND", subcommand, name));
        Map<String, Object> actual = read.apply(our.call("COMMAND", subcommand, name));
        assertThat(actual).as(name).isNotEmpty();
        actual.forEach(
            (what, said) -> {
              if (BETTER_TOLD.contains(what) || isNewer(what)) return;
              compared.assertThat(said).as(what).isEqualTo(wanted.get(what));
            });
      }
      compared.assertAll();
    }
  }

  private static boolean isNewer(String what) {
    return NEWER.stream().anyMatch(name -> what.startsWith(name + " "));
  }

  private static List<String> names(Client client) throws IOException {
    return items(client.call("COMMAND", "LIST")).stream()
        .map(CommandTableInteropTest::text)
        .filter(name -> !name.startsWith("miniredis"))
        .toList();
  }

  /** The fields of COMMAND INFO's rows, subcommands included, by command and field. */
  private static Map<String, Object> rows(Reply reply) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (Reply row : items(reply)) addRow(found, row);
    return found;
  }

  private static void addRow(Map<String, Object> found, Reply row) {
    if (row instanceof Reply.Null) return;
    List<? extends Reply> fields = items(row);
    String name = text(fields.getFirst());
    found.put(name + " arity", text(fields.get(1)));
    found.put(name + " flags", texts(fields.get(2)));
    found.put(name + " keys", fields.subList(3, 6).stream().map(Object::toString).toList());
    found.put(name + " categories", texts(fields.get(6)));
    found.put(name + " tips", texts(fields.get(7)));
    found.put(
        name + " key specifications",
        items(fields.get(8)).stream().map(spec -> withoutOwnWords(spec).toString()).toList());
    for (Reply subcommand : items(fields.get(9))) addRow(found, subcommand);
  }

  /** Group and arguments of COMMAND DOCS, by command; those of subcommands too. */
  private static Map<String, Object> documents(Reply reply) {
    Map<String, Object> found = new LinkedHashMap<>();
    pairs(reply)
        .forEach(
            (name, document) -> {
              Map<String, Reply> fields = pairs(document);
              found.put(name + " since", text(fields.get("since")));
              found.put(name + " group", text(fields.get("group")));
              if (fields.containsKey("arguments")) {
                found.put(name + " arguments", withoutOwnWords(fields.get("arguments")).toString());
              }
              if (fields.containsKey("subcommands")) {
                found.putAll(documents(fields.get("subcommands")));
              }
            });
    return found;
  }

  /** Arrays stay in order; where names and values go by turns, some names are left out. */
  private static Object withoutOwnWords(Reply reply) {
    if (!(reply instanceof Reply.Array(List<? extends Reply> items))) return text(reply);
    boolean pairs =
        items.size() % 2 == 0 && !items.isEmpty() && items.getFirst() instanceof Reply.Bulk;
    if (!pairs) return items.stream().map(CommandTableInteropTest::withoutOwnWords).toList();
    Map<String, Object> fields = new TreeMap<>();
    pairs(reply)
        .forEach(
            (name, value) -> {
              if (!OWN_WORDS.contains(name)) fields.put(name, withoutOwnWords(value));
            });
    return fields;
  }

  private static Map<String, Reply> pairs(Reply reply) {
    Map<String, Reply> pairs = new LinkedHashMap<>();
    List<? extends Reply> items = items(reply);
    for (int i = 0; i < items.size(); i += 2) pairs.put(text(items.get(i)), items.get(i + 1));
    return pairs;
  }

  private static Set<String> texts(Reply reply) {
    return items(reply).stream()
        .map(CommandTableInteropTest::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<? extends Reply> items(Reply reply) {
    return ((Reply.Array) reply).items();
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes bytes) -> bytes.text();
      case Reply.Text(Bytes bytes) -> bytes.text();
      case Reply.Int(long number) -> "" + number;
      default -> reply.toString();
    };
  }
}
