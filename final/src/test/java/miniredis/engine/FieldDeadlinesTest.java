package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.builtin.DatabaseCommands;
import miniredis.builtin.ExpiryCommands;
import miniredis.builtin.HashCommands;
import miniredis.builtin.HashDeadlineCommands;
import miniredis.builtin.KeyCommands;
import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.User;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients see of hashes whose fields die, held against a map of maps; and what would be in the
 * log, done again by another engine.
 */
class FieldDeadlinesTest {

  private static final int KEYS = 6;
  private static final int FIELDS = 12;

  private final Trial trial = trial();
  private final List<Bytes[]> logged = new ArrayList<>();

  private static Trial trial() {
    Trial trial = new Trial();
    HashCommands.addTo(trial.engine.table());
    HashDeadlineCommands.addTo(trial.engine.table());
    KeyCommands.addTo(trial.engine.table());
    ExpiryCommands.addTo(trial.engine.table());
    DatabaseCommands.addTo(trial.engine.table());
    return trial;
  }

  private void log(Effects unit) {
    for (int i = 0; i < unit.size(); i++) logged.add(unit.request(i));
  }

  private List<String> linesOfLog() {
    return logged.stream()
        .map(words -> Arrays.stream(words).map(Bytes::text).collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void fieldsThatDieAreLoggedByNameBeforeTheCommandThatCameUponThem() {
    trial.engine.propagation().add(this::log);
    trial.ask("HSET h a 1 b 2 c 3");
    trial.ask("HPEXPIRE h 5 FIELDS 2 a b");
    trial.advance(5);
    trial.ask("HSET h a 9");
    trial.ask("HPEXPIRE h 5 FIELDS 1 c");
    trial.advance(5);
    trial.engine.cron(1_000_000_000);
    assertThat(linesOfLog().subList(2, 6))
        .satisfiesExactly(
            line -> assertThat(line).matches("HDEL h (a b|b a)"),
            line -> assertThat(line).isEqualTo("HSET h a 9"),
            line -> assertThat(line).startsWith("HPEXPIREAT h 17"),
            line -> assertThat(line).isEqualTo("HDEL h c"));
    assertThat(logged).hasSize(6);
  }

  @Test
  void aFieldThatDiesTouchesAKeyThatIsWatched() {
    trial.ask("HSET h a 1 b 2");
    trial.ask("HPEXPIRE h 5 FIELDS 1 a");
    trial.ask("WATCH h");
    trial.advance(5);
    dispatcherInTransactions();
    trial.ask("MULTI");
    trial.ask("HLEN h");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);
    trial.ask("WATCH h");
    trial.ask("MULTI");
    trial.ask("HLEN h");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.ONE));
  }

  private void dispatcherInTransactions() {
    Transactions transactions = trial.engine.dispatcher().transactions();
    trial.engine.dispatcher().checks(transactions.insideCheck(), transactions.queueingCheck());
  }

  // At random

  /** A field's value and its deadline, or {@link Entry#NO_DEADLINE}. */
  private record Field(String value, long deadline) {
    Field with(String other) {
      return new Field(other, deadline);
    }
  }

  private final Map<String, Map<String, Field>> model = new TreeMap<>();

  private long now() {
    return trial.engine.keyspace().now();
  }

  private void letDie() {
    for (Map<String, Field> each : model.values()) {
      each.values().removeIf(field -> field.deadline() >= 0 && field.deadline() <= now());
    }
    model.values().removeIf(Map::isEmpty);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aHundredThousandRandomCommandsDoWhatAModelDoes(int seed) {
    Random random = new Random(seed);
    trial.engine.keyspace().limits().hashFields = seed == 1 ? 0 : 8;
    trial.engine.propagation().add(this::log);
    for (int i = 0; i < 50_000; i++) {
      step(random);
      letDie();
      if (random.nextInt(10) == 0) trial.engine.cron(1_000_000);
      if (i % 50 == 0) assertThat(content(trial)).isEqualTo(model);
      if (i % 500 == 0) checkAccount();
    }
    assertThat(replayed()).isEqualTo(model);
    trial.ask("FLUSHALL");
  }

  private void step(Random random) {
    String key = "k" + random.nextInt(KEYS);
    String name = "f" + random.nextInt(FIELDS);
    String value = "" + random.nextInt(1_000);
    Map<String, Field> hash = model.getOrDefault(key, new TreeMap<>());
    Field field = hash.get(name);
    long time = random.nextInt(200);
    switch (random.nextInt(16)) {
      case 0, 1 -> {
        expect("HSET %s %s %s".formatted(key, name, value), number(field == null));
        put(key, name, new Field(value, Entry.NO_DEADLINE));
      }
      case 2 -> {
        long before = field == null ? 0 : Long.parseLong(field.value());
        expect("HINCRBY %s %s 7".formatted(key, name), Reply.integer(before + 7));
        put(key, name, new Field("" + (before + 7), deadlineOf(field)));
      }
      case 3 -> {
        expect("HDEL %s %s".formatted(key, name), number(field != null));
        hash.remove(name);
      }
      case 4, 5, 6 -> expire(key, name, field, time, random.nextInt(5));
      case 7 -> {
        long code = field == null ? -2 : field.deadline() < 0 ? -1 : 1;
        expect("HPERSIST %s FIELDS 1 %s".formatted(key, name), list(Reply.integer(code)));
        if (field != null) put(key, name, new Field(field.value(), Entry.NO_DEADLINE));
      }
      case 8 -> {
        expect("HGETEX %s PX %d FIELDS 1 %s".formatted(key, time, name), list(text(field)));
        if (field != null) put(key, name, new Field(field.value(), now() + time));
      }
      case 9 -> {
        expect("HGETDEL %s FIELDS 1 %s".formatted(key, name), list(text(field)));
        hash.remove(name);
      }
      case 10 -> {
        expect("HSETEX %s KEEPTTL FIELDS 1 %s %s".formatted(key, name, value), Reply.ONE);
        put(key, name, new Field(value, deadlineOf(field)));
      }
      case 11 -> {
        String request = "HSETEX %s FNX PX %d FIELDS 1 %s %s".formatted(key, time, name, value);
        expect(request, number(field == null));
        if (field == null) put(key, name, new Field(value, now() + time));
      }
      case 12 -> {
        String other = "k" + random.nextInt(KEYS);
        if (model.containsKey(key) && !other.equals(key)) rename(key, other, random.nextBoolean());
      }
      case 13 -> {
        expect("HLEN " + key, Reply.integer(hash.size()));
        expect("HGET %s %s".formatted(key, name), text(field));
        long left = field == null ? -2 : field.deadline() < 0 ? -1 : field.deadline() - now();
        expect("HPTTL %s FIELDS 1 %s".formatted(key, name), list(Reply.integer(left)));
        expect("EXISTS " + key, number(!hash.isEmpty()));
      }
      default -> trial.advance(random.nextInt(20));
    }
  }

  private void expire(String key, String name, Field field, long time, int which) {
    String condition = List.of("", " NX", " XX", " GT", " LT").get(which);
    boolean timed = field != null && field.deadline() >= 0;
    long deadline = now() + time;
    boolean allowed =
        field != null
            && switch (which) {
              case 1 -> !timed;
              case 2 -> timed;
              case 3 -> timed && deadline > field.deadline();
              case 4 -> !timed || deadline < field.deadline();
              default -> true;
            };
    int code = field == null ? -2 : !allowed ? 0 : time == 0 ? 2 : 1;
    expect(
        "HPEXPIRE %s %d%s FIELDS 1 %s".formatted(key, time, condition, name),
        list(Reply.integer(code)));
    if (allowed) put(key, name, new Field(field.value(), deadline));
  }

  private void rename(String key, String other, boolean copy) {
    if (copy) {
      expect("COPY %s %s REPLACE".formatted(key, other), Reply.ONE);
      model.put(other, new TreeMap<>(model.get(key)));
    } else {
      expect("RENAME %s %s".formatted(key, other), Reply.OK);
      model.put(other, model.remove(key));
    }
  }

  private void put(String key, String name, Field field) {
    model.computeIfAbsent(key, _ -> new TreeMap<>()).put(name, field);
  }

  private static long deadlineOf(Field field) {
    return field == null ? Entry.NO_DEADLINE : field.deadline();
  }

  private static Reply number(boolean one) {
    return one ? Reply.ONE : Reply.ZERO;
  }

  private static Reply text(Field field) {
    return field == null ? Reply.NULL : Reply.bulk(field.value());
  }

  private static Reply list(Reply one) {
    return Reply.array(one);
  }

  private void expect(String request, Reply reply) {
    assertThat(trial.ask(request)).as(request).isEqualTo(reply);
  }

  /** Fields that have died and that nobody has looked at yet are looked at now. */
  private static Map<String, Map<String, Field>> content(Trial trial) {
    Map<String, Map<String, Field>> found = new TreeMap<>();
    Database data = trial.data();
    List<Bytes> keys = new ArrayList<>();
    data.forEachKey(keys::add);
    for (Bytes key : keys) {
      HashValue hash = (HashValue) data.peek(key);
      Map<String, Field> fields = new TreeMap<>();
      hash.forEach(
          (field, value) ->
              fields.put(field.text(), new Field(value.text(), hash.deadline(field))));
      found.put(key.text(), fields);
    }
    return found;
  }

  private void checkAccount() {
    long[] sum = {0};
    for (int i = 0; i < trial.engine.keyspace().count(); i++) {
      Database database = trial.engine.keyspace().database(i);
      sum[0] += database.tableBytes();
      database.forEachEntry(entry -> sum[0] += Entry.footprintOf(entry.entry()));
    }
    assertThat(trial.engine.keyspace().memory().keys()).isEqualTo(sum[0]);
  }

  /**
   * By an engine whose clock is far ahead, so that all would be dead if anything died by itself.
   */
  private Map<String, Map<String, Field>> replayed() {
    Trial other = trial();
    other.advance(1_000_000_000);
    other.engine.keyspace().replaying(true);
    Client client = Client.internal(User.SERVER);
    trial.engine.cron(1_000_000_000);
    for (Bytes[] request : logged) {
      Command command = other.engine.dispatcher().resolve(request);
      Reply reply = other.engine.dispatcher().replay(client, command, request);
      assertThat(reply).isNotInstanceOf(Reply.Error.class);
    }
    return content(other);
  }
}
