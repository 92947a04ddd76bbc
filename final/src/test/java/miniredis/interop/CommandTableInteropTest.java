package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What our command table says of itself is what Redis says, for every command that we have. What is
 * newer than Redis 7.0 is hidden, as the setting compat does it: then nothing of it may be seen.
 */
@Tag("interop")
class CommandTableInteropTest {

  /** What clients of today send and Redis 7.0 does not know yet. */
  private static final Set<String> NEWER = Set.of("client|setinfo", "client|no-touch");

  /** The words of a text are our own. */
  private static final Set<String> OWN_WORDS = Set.of("summary", "complexity", "notes");

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void start() {
    ours = RunningServer.ours("--compat", "7.0");
    redis = RunningServer.redis();
  }

  @AfterAll
  static void stop() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @Test
  void everyFieldOfEveryCommandIsTheSameAsInRedis() throws IOException {
    KnownDifferences known = new KnownDifferences("command-differences.txt");
    SoftAssertions compared = new SoftAssertions();
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (String name : names(our)) {
        compare(fieldsOf(our, name), fieldsOf(their, name), known, compared);
      }
    }
    compared.assertThat(known.stale()).as("no difference any more").isEmpty();
    compared.assertAll();
  }

  private static void compare(
      Map<String, String> actual,
      Map<String, String> wanted,
      KnownDifferences known,
      SoftAssertions compared) {
    assertThat(actual).isNotEmpty();
    Set<String> all = new TreeSet<>(actual.keySet());
    all.addAll(wanted.keySet());
    for (String field : all) {
      if (NEWER.contains(field.substring(0, field.indexOf(' ')))) continue;
      String said = actual.get(field);
      if (Objects.equals(said, wanted.get(field)) || known.excuse(field)) continue;
      compared.assertThat(said).as(field).isEqualTo(wanted.get(field));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GETKEYSANDFLAGS SET a b",
        "GETKEYSANDFLAGS SET a b GET",
        "GETKEYSANDFLAGS MSET a 1 b 2",
        "GETKEYS MSET a 1 b",
        "GETKEYSANDFLAGS SORT a BY x* GET y* STORE z",
        "GETKEYSANDFLAGS SORT a STORE x STORE z",
        "GETKEYS SORT_RO a BY x*",
        "GETKEYSANDFLAGS LMPOP 2 a b LEFT",
        "GETKEYS LMPOP 3 a b LEFT",
        "GETKEYS LMPOP x a b LEFT",
        "GETKEYS LMPOP 0 a b LEFT",
        "GETKEYSANDFLAGS BLMPOP 0 2 a b LEFT",
        "GETKEYSANDFLAGS BLPOP a b 0",
        "GETKEYSANDFLAGS LMOVE a b LEFT RIGHT",
        "GETKEYSANDFLAGS BITFIELD a GET u8 0",
        "GETKEYSANDFLAGS BITFIELD a GET u8 0 SET u8 0 1",
        "GETKEYSANDFLAGS BITFIELD a OVERFLOW FAIL GET u8 0",
        "GETKEYSANDFLAGS BITFIELD a GET u8",
        "GETKEYSANDFLAGS BITOP AND d a b",
        "GETKEYSANDFLAGS COPY a b REPLACE",
        "GETKEYSANDFLAGS RENAME a b",
        "GETKEYSANDFLAGS OBJECT ENCODING a",
        "GETKEYSANDFLAGS object freq",
        "GETKEYS OBJECT HELP",
        "GETKEYS OBJECT nosuch a",
        "GETKEYS nosuch a",
        "GETKEYS PING a",
        "GETKEYS CONFIG GET a",
        "GETKEYS GET a b",
        "GETKEYS",
        "COUNT x",
        "LIST FILTERBY",
        "LIST FILTERBY MODULE x",
        "LIST FILTERBY ACLCAT nosuch",
        "LIST FILTERBY ACLCAT @bitmap",
        "LIST FILTERBY PATTERN g?t",
        "LIST FILTERBY SIZE 3",
        "LIST FILTERBY PATTERN a b",
        "nosuch a b",
        "INFO nosuch get|x object|nosuch",
        "DOCS nosuch get|x",
      })
  void aQuestionIsAnsweredAsRedisAnswersIt(String question) throws IOException {
    String[] request = ("COMMAND " + question).split(" ");
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      assertThat(our.call(request)).isEqualTo(their.call(request));
    }
  }

  @Test
  void everyCategoryAndEveryPatternHasTheSameCommandsAsInRedis() throws IOException {
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      Set<String> known = texts(our.call("COMMAND", "LIST", "FILTERBY", "PATTERN", "*"));
      known.removeAll(NEWER);
      for (Reply category : items(their.call("ACL", "CAT"))) {
        String[] request = {"COMMAND", "LIST", "FILTERBY", "ACLCAT", text(category)};
        Set<String> actual = texts(our.call(request));
        actual.removeAll(NEWER);
        Set<String> wanted = texts(their.call(request));
        wanted.retainAll(known);
        assertThat(actual).as(text(category)).isEqualTo(wanted);
      }
    }
  }

  @Test
  void theListNamesWhatFitsEveryPatternInBoth() throws IOException {
    for (RunningServer server : List.of(ours, redis)) {
      try (Client client = Client.connect("127.0.0.1", server.port())) {
        assertThat(texts(client.call("COMMAND", "LIST")))
            .contains("config|get")
            .isEqualTo(texts(client.call("COMMAND", "LIST", "FILTERBY", "PATTERN", "*")));
      }
    }
  }

  @Test
  void asManyAreCountedAsAreListed() throws IOException {
    try (Client our = Client.connect("127.0.0.1", ours.port())) {
      assertThat(our.call("COMMAND", "COUNT")).isEqualTo(Reply.integer(names(our).size()));
    }
  }

  private static List<String> names(Client client) throws IOException {
    return items(client.call("COMMAND", "LIST")).stream()
        .map(CommandTableInteropTest::text)
        .filter(name -> !name.startsWith("miniredis") && !name.contains("|"))
        .toList();
  }

  /** What COMMAND INFO and COMMAND DOCS say, by command or subcommand and field. */
  private static Map<String, String> fieldsOf(Client client, String name) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (Reply row : items(client.call("COMMAND", "INFO", name))) addRow(found, row);
    addDocuments(found, client.call("COMMAND", "DOCS", name));
    return found;
  }

  private static void addRow(Map<String, String> found, Reply row) {
    List<? extends Reply> fields = items(row);
    String name = text(fields.getFirst());
    found.put(name + " arity", text(fields.get(1)));
    found.put(name + " flags", texts(fields.get(2)).toString());
    found.put(name + " keys", fields.subList(3, 6).toString());
    found.put(name + " categories", texts(fields.get(6)).toString());
    found.put(name + " tips", texts(fields.get(7)).toString());
    found.put(name + " key specifications", show(fields.get(8)));
    Set<String> subcommands = new TreeSet<>();
    for (Reply subcommand : items(fields.get(9))) {
      subcommands.add(text(items(subcommand).getFirst()));
      addRow(found, subcommand);
    }
    found.put(name + " subcommands", subcommands.toString());
  }

  private static void addDocuments(Map<String, String> found, Reply namesAndDocuments) {
    pairs(namesAndDocuments)
        .forEach(
            (name, document) -> {
              Map<String, Reply> fields = pairs(document);
              found.put(name + " fields", fields.keySet().toString());
              fields.forEach((field, value) -> addDocument(found, name, field, value));
            });
  }

  private static void addDocument(
      Map<String, String> found, String name, String field, Reply value) {
    switch (field) {
      case "subcommands" -> addDocuments(found, value);
      case "history" ->
          found.put(
              name + " history",
              items(value).stream().map(change -> text(items(change).getFirst())).toList() + "");
      default -> found.put(name + ' ' + field, OWN_WORDS.contains(field) ? "(said)" : show(value));
    }
  }

  /** A reply as text, everything in its order; of what has words of our own, that it is there. */
  private static String show(Reply reply) {
    if (!(reply instanceof Reply.Array(List<? extends Reply> items))) return text(reply);
    StringJoiner shown = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < items.size(); i++) {
      boolean own = i % 2 == 1 && OWN_WORDS.contains(text(items.get(i - 1)));
      shown.add(own ? "(said)" : show(items.get(i)));
    }
    return shown.toString();
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
