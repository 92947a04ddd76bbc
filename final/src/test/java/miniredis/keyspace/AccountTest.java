package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.ArrayPool;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListValue;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import org.junit.jupiter.api.Test;

/** The memory account after any number of changes is what a count from scratch says. */
class AccountTest implements KeyspaceListener {

  private static final int KEYS = 300;

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace = new Keyspace(3, clock, this);
  private final Random random = new Random(3);
  private Snapshot snapshot;

  private static Bytes key(int number) {
    return Bytes.of("key:" + number);
  }

  private Bytes key() {
    return key(random.nextInt(KEYS));
  }

  private Bytes value(int longest) {
    return Bytes.of("v".repeat(random.nextInt(longest)));
  }

  private long deadline() {
    return random.nextBoolean() ? Entry.NO_DEADLINE : keyspace.now() + 1 + random.nextInt(500);
  }

  private long countedFromScratch() {
    long[] sum = {0};
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(i);
      sum[0] += database.tableBytes();
      database.forEachEntry(entry -> sum[0] += Entry.footprintOf(entry.entry()));
    }
    return sum[0];
  }

  @Test
  void theAccountNeverDrifts() {
    for (int i = 1; i <= 60_000; i++) {
      change(keyspace.database(random.nextInt(keyspace.count())));
      if (i % 500 == 0) assertThat(keyspace.memory().keys()).isEqualTo(countedFromScratch());
    }
  }

  @Test
  void aTableThatIsEmptiedLeavesTheAccountAtOnce() {
    Database database = keyspace.database(0);
    long empty = database.tableBytes();
    for (int i = 0; i < 40_000; i++) database.setString(key(i), value(9), Entry.NO_DEADLINE);
    assertThat(database.tableBytes()).isGreaterThan(empty + 40_000 * 8);
    for (int i = 0; i < 40_000; i++) database.delete(key(i));
    assertThat(database.tableBytes()).isEqualTo(empty);
  }

  private void change(Database database) {
    switch (random.nextInt(36)) {
      case 0, 1, 2, 3 -> database.setString(key(), value(60), deadline());
      case 4, 5 -> database.setString(key(), value(3_000), deadline());
      case 6 -> database.replaceString(key(), value(200));
      case 7, 8 -> append(database, key());
      case 9, 10 -> database.delete(key());
      case 11 -> database.expireAt(key(), keyspace.now() + random.nextInt(1_000));
      case 12 -> database.persist(key());
      case 13 -> database.string(key());
      case 14 -> database.setString(key(), Bytes.of(random.nextLong()));
      case 15 -> increment(database, key());
      case 16, 17 -> giveAnotherName(database, key(), key());
      case 18 -> restore(database, key());
      case 19 -> keyspace.swap(random.nextInt(3), random.nextInt(3));
      case 20 -> advance();
      case 21 -> keyspace.sweep(1_000_000);
      case 22 -> takeASnapshot();
      case 23, 24 -> push(database, list());
      case 25 -> pop(database, list());
      case 26, 27 -> setFields(database, hash());
      case 28 -> removeFields(database, hash());
      case 31, 32 -> changeALittle(database, small());
      case 33 -> database.expireAt(small(), keyspace.now() + random.nextInt(500));
      case 34 -> giveAnotherName(database, small(), small());
      case 29, 30 -> changeMembers(database, Bytes.of("set:" + random.nextInt(5)));
      default -> {
        if (random.nextInt(400) == 0) database.clear();
      }
    }
  }

  private void append(Database database, Bytes key) {
    database.editableString(key, random.nextInt(100)).append(value(90));
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private Bytes list() {
    return Bytes.of("list:" + random.nextInt(20));
  }

  private void push(Database database, Bytes key) {
    ListValue list = database.editable(key, ListValue.class, () -> new ListValue(-2));
    for (int i = random.nextInt(1, 40); i > 0; i--) list.push(End.HEAD, value(300));
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private void pop(Database database, Bytes key) {
    ListValue list = database.editable(key, ListValue.class);
    if (list == null) return;
    for (int i = random.nextInt(1, 40); i > 0 && !list.isEmpty(); i--) list.pop(End.TAIL);
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private Bytes small() {
    return Bytes.of("small:" + random.nextInt(30));
  }

  /** Of a set that is most often so small that it is in one array with its key. */
  private void changeALittle(Database database, Bytes key) {
    Limits limits = keyspace.limits();
    SortedSetValue set =
        database.editable(key, SortedSetValue.class, () -> new SortedSetValue(limits));
    for (int i = random.nextInt(1, 4); i > 0; i--) set.set(value(30), random.nextInt(9));
    for (int i = random.nextInt(1, 4); i > 0; i--) set.remove(value(30));
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private Bytes hash() {
    return Bytes.of("hash:" + random.nextInt(5));
  }

  private void setFields(Database database, Bytes key) {
    HashValue hash =
        database.editable(key, HashValue.class, () -> new HashValue(keyspace.limits()));
    for (int i = random.nextInt(1, 60); i > 0; i--) hash.set(key(), value(100));
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private void removeFields(Database database, Bytes key) {
    HashValue hash = database.editable(key, HashValue.class);
    if (hash == null) return;
    for (int i = random.nextInt(1, 60); i > 0; i--) hash.remove(key());
    database.edited(key);
    keyspace.closeEdits(false);
  }

  /** Of words, which make a table of the set, or of numbers. */
  private void changeMembers(Database database, Bytes key) {
    SetValue set = database.editable(key, SetValue.class, () -> new SetValue(keyspace.limits()));
    boolean words = random.nextBoolean();
    for (int i = random.nextInt(1, 60); i > 0; i--) {
      Bytes member = words ? value(200) : Bytes.of(random.nextInt(600));
      if (random.nextBoolean()) set.add(member);
      else set.remove(member);
    }
    database.edited(key);
    keyspace.closeEdits(false);
  }

  private void increment(Database database, Bytes key) {
    try {
      database.increment(key, random.nextInt());
    } catch (NumberFormatException | ArithmeticException refused) {
      // The key holds another string.
    }
  }

  private void giveAnotherName(Database database, Bytes from, Bytes to) {
    Database target = keyspace.database(random.nextInt(keyspace.count()));
    if (!database.exists(from) || target.exists(to)) return;
    if (random.nextBoolean()) database.copy(from, target, to);
    else database.move(from, target, to);
  }

  private void restore(Database database, Bytes key) {
    EntryView entry = database.entry(key());
    if (entry == null || database.exists(key)) return;
    database.restore(key, entry.at(Entry.copied(entry.entry(), ArrayPool.NONE, key)));
  }

  private void advance() {
    clock.advance(random.nextInt(100));
    keyspace.tick();
  }

  private void takeASnapshot() {
    if (snapshot == null) snapshot = keyspace.openSnapshot((database, entry) -> {});
    else if (!snapshot.walk(10_000)) snapshot = null;
  }

  @Test
  void anEmptyKeyspaceTakesWhatItTookAtTheBeginning() {
    long before = keyspace.memory().keys();
    for (int i = 0; i < 10_000; i++) keyspace.database(0).setString(key(i), value(100));
    assertThat(keyspace.memory().keys()).isGreaterThan(before + 10_000 * 50);
    keyspace.database(0).clear();
    assertThat(keyspace.memory().keys()).isEqualTo(before);
  }
}
