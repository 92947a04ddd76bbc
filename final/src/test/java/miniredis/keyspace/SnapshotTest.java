package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.End;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListValue;
import miniredis.value.Parts;
import org.junit.jupiter.api.Test;

/**
 * The walk is stepped by hand between random changes, and compared with a copy of the beginning.
 */
class SnapshotTest {

  private final Random random = new Random(11);
  private long now = 1_000_000;
  private final Keyspace keyspace =
      new Keyspace(4, () -> Instant.ofEpochMilli(now), new KeyspaceListener() {});

  @Test
  void whateverHappensMeanwhileTheSnapshotIsTheBeginning() {
    for (int round = 0; round < 60; round++) {
      int size = 1 << random.nextInt(12);
      for (int i = 0; i < size; i++) change(size);
      Map<String, String> expected = copy();
      Map<String, String> saved = new TreeMap<>();
      Snapshot snapshot = keyspace.openSnapshot((database, entry) -> save(saved, database, entry));
      do {
        for (int i = random.nextInt(60); i > 0; i--) change(size);
      } while (snapshot.walk(0));
      assertThat(saved).as("round " + round).isEqualTo(expected);
      assertThat(keyspace.inSnapshot()).isFalse();
    }
  }

  @Test
  void anAbandonedSnapshotLeavesNothingBehindForTheNext() {
    for (int i = 0; i < 3000; i++) change(1000);
    Map<String, String> saved = new TreeMap<>();
    Snapshot first = keyspace.openSnapshot((database, entry) -> save(saved, database, entry));
    first.walk(0);
    first.abandon();
    int before = saved.size();
    assertThatThrownBy(() -> keyspace.openSnapshot((database, entry) -> {}))
        .isInstanceOf(IllegalStateException.class);
    while (first.walk(0)) change(1000);
    assertThat(saved).hasSize(before);

    saved.clear();
    Map<String, String> expected = copy();
    Snapshot second = keyspace.openSnapshot((database, entry) -> save(saved, database, entry));
    while (second.walk(0)) change(1000);
    assertThat(saved).isEqualTo(expected);
    assertThat(second.count()).isEqualTo(expected.size());
  }

  @Test
  void theSizesAreThoseOfTheBeginning() {
    Database database = keyspace.database(2);
    database.setString(Bytes.of("a"), Bytes.of("1"), now + 1000);
    database.setString(Bytes.of("b"), Bytes.of("1"));
    Snapshot snapshot = keyspace.openSnapshot((index, entry) -> {});
    database.clear();
    assertThat(snapshot.keys(2)).isEqualTo(2);
    assertThat(snapshot.timed(2)).isEqualTo(1);
    assertThat(snapshot.keys(0)).isZero();
  }

  private static void save(Map<String, String> saved, int database, EntryView entry) {
    String before = saved.put(name(database, entry), content(entry));
    assertThat(before).as("saved twice: " + name(database, entry)).isNull();
  }

  private Map<String, String> copy() {
    Map<String, String> copy = new TreeMap<>();
    for (int i = 0; i < keyspace.count(); i++) {
      int database = i;
      keyspace.database(i).forEachEntry(entry -> copy.put(name(database, entry), content(entry)));
    }
    return copy;
  }

  private static String name(int database, EntryView entry) {
    return database + " " + entry.key();
  }

  private static String content(EntryView entry) {
    StringJoiner parts = new StringJoiner(" ", "", " @" + entry.deadline());
    entry
        .value()
        .takeApart(
            new Parts() {
              @Override
              public void next(Bytes part) {
                parts.add(part.toString());
              }

              @Override
              public void oneOf(Bytes... some) {
                parts.add(Arrays.toString(some));
              }
            });
    return parts.toString();
  }

  private void change(int keys) {
    Database database = keyspace.database(random.nextInt(4));
    Bytes key = Bytes.of("key" + random.nextInt(keys));
    Bytes value = Bytes.of("v".repeat(random.nextInt(40) * random.nextInt(40)));
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6 -> database.setString(key, value);
      case 7, 8, 9 -> database.setString(key, value, now + random.nextInt(5000));
      case 10, 11 -> database.replaceString(key, value);
      case 12, 13 -> database.delete(key);
      case 14, 15 -> database.expireAt(key, now + random.nextInt(5000));
      case 16 -> database.persist(key);
      case 17, 18, 19 -> append(database, key, value);
      case 20, 21, 22 -> increment(database, Bytes.of("n" + random.nextInt(keys)));
      case 23, 24 -> transfer(database, key, Bytes.of("moved" + random.nextInt(keys)));
      case 25 -> now += random.nextInt(2000);
      case 26 -> keyspace.sweep(1_000_000_000);
      case 27 -> rarely(() -> database.clear());
      case 28 -> rarely(() -> keyspace.swap(0, 1 + random.nextInt(3)));
      case 29 -> database.randomKey();
      case 30, 31, 32 -> push(database, Bytes.of("list" + random.nextInt(keys)), value);
      case 33, 34, 35 -> setField(database, hash(keys), value);
      case 36 -> database.expireAt(Bytes.of("list" + random.nextInt(keys)), now + 3000);
      case 37 -> transfer(database, hash(keys), hash(keys));
      default -> database.string(key);
    }
    keyspace.tick();
  }

  private void rarely(Runnable change) {
    if (random.nextInt(20) == 0) change.run();
  }

  private static void append(Database database, Bytes key, Bytes more) {
    database.editableString(key).append(more);
    database.edited(key);
  }

  /** Most lists are short ones, in one array with their key; some outgrow that, or end. */
  private void push(Database database, Bytes key, Bytes value) {
    ListValue list = database.editable(key, ListValue.class, () -> new ListValue(-2));
    list.push(End.HEAD, value);
    while (list.length() > random.nextInt(10)) list.pop(End.TAIL);
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private Bytes hash(int keys) {
    return Bytes.of("hash" + random.nextInt(keys));
  }

  private void setField(Database database, Bytes key, Bytes value) {
    Limits limits = keyspace.limits();
    HashValue hash = database.editable(key, HashValue.class, () -> new HashValue(limits));
    hash.set(Bytes.of(random.nextInt(10)), value);
    hash.remove(Bytes.of(random.nextInt(10)));
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private static void increment(Database database, Bytes key) {
    database.increment(key, 7);
  }

  private void transfer(Database from, Bytes key, Bytes name) {
    Database to = keyspace.database(random.nextInt(4));
    if (!from.exists(key) || to.exists(name)) return;
    if (random.nextBoolean()) from.move(key, to, name);
    else from.copy(key, to, name);
  }
}
