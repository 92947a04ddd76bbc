package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import miniredis.value.ListValue;
import miniredis.value.Parts;
import miniredis.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays of entries that have gone are used again, and no entry is ever in another's array. The
 * listener tells what died by itself, so the model has exactly what the tables have.
 */
class ReuseTest implements KeyspaceListener {

  private static final int KEYS = 400;

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace = new Keyspace(2, clock, this);
  private final Random random = new Random(11);
  private final List<Map<Bytes, String>> model = List.of(new HashMap<>(), new HashMap<>());
  private Snapshot snapshot;
  private final Map<String, String> saved = new HashMap<>();
  private Map<String, String> toBeSaved = Map.of();
  private int snapshots;
  private int evictions;
  private int made;

  @Override
  public void expired(Database database, Bytes key) {
    model.get(database.index()).remove(key);
  }

  @Override
  public void evicted(Database database, Bytes key) {
    evictions++;
    model.get(database.index()).remove(key);
  }

  /** No two contents are the same, so that a wrong one is seen. */
  private Bytes content() {
    int length = random.nextInt(random.nextInt(5) == 0 ? 3_500 : 120);
    StringBuilder text = new StringBuilder().append(made++).append(':');
    while (text.length() < length) text.append(made).append(',');
    return Bytes.of(text.toString());
  }

  private Bytes key(String type) {
    return Bytes.of(type + random.nextInt(KEYS) + "k".repeat(random.nextInt(3) * 7));
  }

  private long deadline() {
    return random.nextInt(3) > 0 ? Entry.NO_DEADLINE : keyspace.now() + 1 + random.nextInt(400);
  }

  private static String content(Value value) {
    StringJoiner all = new StringJoiner(" ");
    value.takeApart(
        new Parts() {
          @Override
          public void next(Bytes part) {
            all.add(part.text());
          }

          @Override
          public void oneOf(Bytes... parts) {
            all.add(Stream.of(parts).map(Bytes::text).collect(Collectors.joining("=")));
          }
        });
    return all.toString();
  }

  private static Map<String, String> contents(Keyspace of) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < of.count(); i++) {
      int index = i;
      of.database(i)
          .forEachEntry(entry -> all.put(index + entry.key().text(), content(entry.value())));
    }
    return all;
  }

  private Map<String, String> contentsOfModel() {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < model.size(); i++) {
      int index = i;
      model.get(i).forEach((key, content) -> all.put(index + key.text(), content));
    }
    return all;
  }

  @Test
  void noEntryIsInTheArrayOfAnother() {
    for (int i = 1; i <= 60_000; i++) {
      change(random.nextInt(2));
      if (random.nextInt(6) > 0) keyspace.closeEdits(false);
      goOnWithTheSnapshot();
      if (i % 300 == 0) check();
    }
    assertThat(snapshots).isGreaterThan(20);
    assertThat(evictions).isGreaterThan(1_000);
  }

  private static void assertSame(Map<String, String> contents, Map<String, String> expected) {
    assertThat(contents).hasSameSizeAs(expected);
    expected.forEach((key, content) -> assertThat(contents.get(key)).as(key).isEqualTo(content));
  }

  private void check() {
    assertSame(contents(keyspace), contentsOfModel());
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < keyspace.count(); i++) {
      keyspace.database(i).forEachEntry(e -> assertThat(arrays.add(e.entry())).isTrue());
    }
  }

  private void change(int index) {
    Database database = keyspace.database(index);
    Map<Bytes, String> mine = model.get(index);
    switch (random.nextInt(17)) {
      case 0, 1, 2, 3, 4 -> set(database, mine, key("s"));
      case 5, 6 -> {
        Bytes key = key("s");
        database.delete(key);
        mine.remove(key);
      }
      case 7 -> database.expireAt(key("s"), keyspace.now() + 1 + random.nextInt(400));
      case 8 -> database.persist(key("s"));
      case 9 -> append(database, mine, key("s"));
      case 10 -> rename(database, mine, key("s"), key("s"));
      case 11 -> copy(database, mine, key("s"));
      case 12 -> push(database, mine, key("l"));
      case 13 -> pop(database, mine, key("l"));
      case 14 -> setField(database, mine, key("h"));
      case 15 -> makeRoom();
      default -> {
        clock.advance(random.nextInt(30));
        keyspace.tick();
        keyspace.sweep(1_000_000);
      }
    }
  }

  private void set(Database database, Map<Bytes, String> mine, Bytes key) {
    Bytes content = content();
    database.setString(key, content, deadline());
    mine.put(key, content.text());
  }

  private void append(Database database, Map<Bytes, String> mine, Bytes key) {
    Bytes more = Bytes.of("+" + made++);
    database.editableString(key).append(more);
    database.edited(key);
    keyspace.closeEdits(false);
    mine.merge(key, more.text(), String::concat);
  }

  private void rename(Database database, Map<Bytes, String> mine, Bytes key, Bytes name) {
    if (!database.exists(key) || key.equals(name)) return;
    database.move(key, database, name);
    mine.put(name, mine.remove(key));
  }

  private void copy(Database database, Map<Bytes, String> mine, Bytes key) {
    Bytes name = Bytes.of("sc" + random.nextInt(20));
    if (!database.exists(key) || database.exists(name)) return;
    database.copy(key, database, name);
    mine.put(name, mine.get(key));
  }

  private void push(Database database, Map<Bytes, String> mine, Bytes key) {
    Bytes element = Bytes.of("e" + made++);
    ListValue list = database.editable(key, ListValue.class, () -> new ListValue(-2));
    list.push(End.TAIL, element);
    database.edited(key);
    keyspace.closeEdits(false);
    mine.merge(key, element.text(), (before, last) -> before + " " + last);
  }

  /** A list that is emptied leaves the array in which it was. */
  private void pop(Database database, Map<Bytes, String> mine, Bytes key) {
    ListValue list = database.editable(key, ListValue.class);
    if (list == null) return;
    String popped = list.pop(End.HEAD).text();
    database.edited(key);
    database.dropIfEmpty(key);
    keyspace.closeEdits(false);
    String rest = mine.remove(key).substring(popped.length()).strip();
    if (!rest.isEmpty()) mine.put(key, rest);
  }

  private void setField(Database database, Map<Bytes, String> mine, Bytes key) {
    Bytes value = Bytes.of("f" + made++ + "x".repeat(random.nextInt(90)));
    HashValue hash =
        database.editable(key, HashValue.class, () -> new HashValue(keyspace.limits()));
    hash.set(Bytes.of("field"), value);
    database.edited(key);
    keyspace.closeEdits(false);
    mine.put(key, "field=" + value.text());
  }

  private void makeRoom() {
    keyspace.eviction().policy(EvictionPolicy.ALLKEYS_RANDOM);
    keyspace.eviction().tenacity(100);
    keyspace.eviction().limit(keyspace.memory().used() * 49 / 50);
    keyspace.eviction().makeRoom();
    keyspace.eviction().limit(0);
  }

  private void goOnWithTheSnapshot() {
    if (snapshot == null) {
      if (random.nextInt(500) > 0) return;
      saved.clear();
      toBeSaved = contents(keyspace);
      snapshot = keyspace.openSnapshot((i, e) -> saved.put(i + e.key().text(), content(e.value())));
      snapshots++;
    } else if (random.nextInt(20) == 0 && !snapshot.walk(0)) {
      assertSame(saved, toBeSaved);
      snapshot = null;
    }
  }

  /** The arrays that the tables have are the only ones there ever were, or nearly so. */
  @ParameterizedTest
  @ValueSource(ints = {50, 500, 2_500})
  void aCacheAtItsLimitLeavesTheCollectorNothingToDo(int longest) {
    Database database = keyspace.database(0);
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    keyspace.eviction().policy(EvictionPolicy.ALLKEYS_RANDOM);
    keyspace.eviction().tenacity(100);
    keyspace.eviction().limit(1_000_000);
    int most = 0;
    for (int i = 0; i < 100_000; i++) {
      Bytes key = Bytes.of(i);
      keyspace.eviction().makeRoom();
      database.setString(key, Bytes.of("v".repeat(random.nextInt(longest))), Entry.NO_DEADLINE);
      arrays.add(database.entry(key).entry());
      keyspace.closeEdits(false);
      most = Math.max(most, database.size());
    }
    assertThat(evictions).isGreaterThan(80_000);
    assertThat(arrays.size()).isLessThan(2 * most);
  }

  /** As programs do that write a value under another name first. */
  @Test
  void anotherNameAgainAndAgainTakesTurnsInAFewArrays() {
    Database database = keyspace.database(0);
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1_000; i++) {
      Bytes draft = Bytes.of("draft");
      database.setString(draft, Bytes.of("value " + i), Entry.NO_DEADLINE);
      keyspace.closeEdits(false);
      database.move(draft, database, Bytes.of("name"));
      keyspace.closeEdits(false);
      arrays.add(database.entry(Bytes.of("name")).entry());
      assertThat(database.string(Bytes.of("name"))).isEqualTo(Bytes.of("value " + i));
    }
    assertThat(arrays.size()).isLessThan(10);
  }
}
