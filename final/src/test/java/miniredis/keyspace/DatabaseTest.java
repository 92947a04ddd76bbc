package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.StringValue;
import org.junit.jupiter.api.Test;

class DatabaseTest implements KeyspaceListener {

  private static final Bytes KEY = Bytes.of("key");

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace = new Keyspace(2, clock, this);
  private final Database database = keyspace.database(0);
  private final List<String> heard = new ArrayList<>();

  @Override
  public void changed(Database where, Bytes key) {
    heard.add("changed " + key.text());
  }

  @Override
  public void expired(Database where, Bytes key) {
    heard.add("expired " + key.text());
  }

  private void advance(long milliseconds) {
    clock.advance(milliseconds);
    keyspace.tick();
  }

  private long in(long milliseconds) {
    return keyspace.now() + milliseconds;
  }

  @Test
  void aKeyIsGoneTheMillisecondItsDeadlineComes() {
    database.setString(KEY, Bytes.of("v"), in(100));
    advance(99);
    assertThat(database.exists(KEY)).isTrue();
    heard.clear();
    advance(1);
    assertThat(database.exists(KEY)).isFalse();
    assertThat(heard).containsExactly("changed key", "expired key");
    assertThat(database.size()).isZero();
    assertThat(database.timed()).isZero();
    assertThat(keyspace.statistics().expired).isEqualTo(1);
  }

  @Test
  void aKeyThatDiesIsNotCountedAsAChangeByTheCommandThatFoundIt() {
    database.setString(KEY, Bytes.of("v"), in(100));
    long changes = keyspace.changes();
    advance(100);
    database.string(KEY);
    assertThat(keyspace.changes()).isEqualTo(changes);
  }

  @Test
  void theSweepRemovesWhatNobodyLooksAt() {
    for (int i = 0; i < 1000; i++) database.setString(Bytes.of(i), Bytes.EMPTY, in(1 + i));
    database.setString(KEY, Bytes.EMPTY);
    clock.advance(500);
    assertThat(keyspace.sweep(Long.MAX_VALUE / 2)).isFalse();
    assertThat(database.size()).isEqualTo(501);
    assertThat(database.timed()).isEqualTo(500);
    clock.advance(500);
    keyspace.sweep(Long.MAX_VALUE / 2);
    assertThat(database.size()).isEqualTo(1);
  }

  @Test
  void aSweepWithoutTimeLeftSaysThatThereIsMoreToDo() {
    for (int i = 0; i < 1000; i++) database.setString(Bytes.of(i), Bytes.EMPTY, in(1));
    clock.advance(10);
    assertThat(keyspace.sweep(0)).isTrue();
    assertThat(database.size()).isBetween(900, 999);
  }

  @Test
  void theSweepCanBeSwitchedOff() {
    database.setString(KEY, Bytes.EMPTY, in(1));
    clock.advance(10);
    keyspace.expiring(false);
    assertThat(keyspace.sweep(1_000_000)).isFalse();
    assertThat(database.size()).isEqualTo(1);
  }

  @Test
  void aDeadlinePutOffOrBroughtForwardOrGivenUpIsKept() {
    for (int length : new int[] {1, 5000}) {
      Bytes value = Bytes.of("x".repeat(length));
      database.setString(KEY, value, in(100));
      database.expireAt(KEY, in(1_000));
      clock.advance(500);
      keyspace.sweep(1_000_000_000);
      assertThat(database.exists(KEY)).isTrue();
      database.expireAt(KEY, in(10));
      clock.advance(10);
      keyspace.sweep(1_000_000_000);
      assertThat(database.size()).isZero();
      database.setString(KEY, value, in(100));
      assertThat(database.persist(KEY)).isTrue();
      assertThat(database.persist(KEY)).isFalse();
      clock.advance(100);
      keyspace.sweep(1_000_000_000);
      assertThat(database.string(KEY)).isEqualTo(value);
      assertThat(database.timed()).isZero();
    }
  }

  /** A model with a plain map, lots of deadlines and a clock that runs. */
  @Test
  void randomChangesGiveWhatAMapWithDeadlinesGives() {
    record Held(Bytes value, long deadline) {}
    Map<Bytes, Held> model = new HashMap<>();
    RandomGenerator random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      Bytes key = Bytes.of(random.nextInt(300));
      Bytes value = Bytes.of("v".repeat(random.nextInt(10) == 0 ? 1500 : random.nextInt(40)));
      long deadline = random.nextBoolean() ? in(1 + random.nextInt(500)) : Entry.NO_DEADLINE;
      Held held = model.get(key);
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          database.setString(key, value, deadline);
          model.put(key, new Held(value, deadline));
        }
        case 2 -> {
          database.replaceString(key, value);
          model.put(key, new Held(value, held == null ? Entry.NO_DEADLINE : held.deadline));
        }
        case 3 -> assertThat(database.delete(key)).isEqualTo(model.remove(key) != null);
        case 4 -> {
          long later = in(1 + random.nextInt(500));
          assertThat(database.expireAt(key, later)).isEqualTo(held != null);
          if (held != null) model.put(key, new Held(held.value, later));
        }
        case 5 -> {
          boolean timed = held != null && held.deadline != Entry.NO_DEADLINE;
          assertThat(database.persist(key)).isEqualTo(timed);
          if (timed) model.put(key, new Held(held.value, Entry.NO_DEADLINE));
        }
        case 6 -> {
          database.editableString(key).append(Bytes.of("+"));
          database.edited(key);
          keyspace.closeEdits(false);
          Bytes longer = Bytes.of((held == null ? "" : held.value.text()) + "+");
          model.put(key, new Held(longer, held == null ? Entry.NO_DEADLINE : held.deadline));
        }
        default -> assertThat(database.string(key)).isEqualTo(held == null ? null : held.value);
      }
      if (random.nextInt(10) == 0) advance(1);
      if (random.nextInt(50) == 0) keyspace.sweep(1_000_000_000);
      model.values().removeIf(h -> h.deadline != Entry.NO_DEADLINE && h.deadline <= in(0));
    }
    keyspace.sweep(1_000_000_000);
    assertThat(database.size()).isEqualTo(model.size());
    long timed = model.values().stream().filter(h -> h.deadline != Entry.NO_DEADLINE).count();
    assertThat(database.timed()).isEqualTo((int) timed);
    model.forEach((key, held) -> assertThat(database.deadline(key)).isEqualTo(held.deadline));
  }

  @Test
  void deadlinesMovedBackAndForthDoNotPileUp() {
    database.setString(KEY, Bytes.of("v"), in(1000));
    long before = System.nanoTime();
    for (int i = 0; i < 200_000; i++) database.expireAt(KEY, in(1000 + i % 2));
    assertThat(database.timed()).isEqualTo(1);
    assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(10).toNanos());
    clock.advance(1001);
    keyspace.sweep(1_000_000_000);
    assertThat(database.size()).isZero();
  }

  @Test
  void anEditedStringIsOneWithItsKeyAndDeadline() {
    database.setString(KEY, Bytes.of("ab"), in(100));
    StringValue string = database.editableString(KEY);
    string.append(Bytes.of("cd"));
    database.edited(KEY);
    keyspace.closeEdits(false);
    assertThat(database.string(KEY)).isEqualTo(Bytes.of("abcd"));
    assertThat(database.stringLength(KEY)).isEqualTo(4);
    assertThat(database.deadline(KEY)).isEqualTo(in(100));
    assertThat(database.editableString(KEY)).isSameAs(string);
  }

  @Test
  void anIncrementThatFailsChangesNothing() {
    database.setString(KEY, Bytes.of("abc"));
    long changes = keyspace.changes();
    assertThatThrownBy(() -> database.increment(KEY, 1)).isInstanceOf(NumberFormatException.class);
    database.setString(KEY, Bytes.of(Long.MAX_VALUE));
    assertThatThrownBy(() -> database.increment(KEY, 1)).isInstanceOf(ArithmeticException.class);
    assertThat(keyspace.changes()).isEqualTo(changes + 1);
  }

  @Test
  void swappedDatabasesTakeTheirDeadlinesAlong() {
    database.setString(KEY, Bytes.of("v"), in(100));
    keyspace.swap(0, 1);
    assertThat(database.size()).isZero();
    assertThat(keyspace.database(1).timed()).isEqualTo(1);
    clock.advance(100);
    keyspace.sweep(1_000_000_000);
    assertThat(keyspace.database(1).size()).isZero();
  }

  @Test
  void clearingForgetsKeysAndDeadlines() {
    database.setString(KEY, Bytes.of("v"), in(100));
    database.clear();
    assertThat(database.size() + database.timed()).isZero();
    database.setString(KEY, Bytes.of("w"));
    clock.advance(100);
    keyspace.sweep(1_000_000_000);
    assertThat(database.exists(KEY)).isTrue();
  }

  @Test
  void aMovedKeyKeepsItsDeadlineAndLeavesNothingBehind() {
    Database other = keyspace.database(1);
    database.setString(KEY, Bytes.of("v"), in(100));
    database.move(KEY, other, Bytes.of("name"));
    assertThat(database.timed()).isZero();
    assertThat(other.deadline(Bytes.of("name"))).isEqualTo(in(100));
    clock.advance(100);
    keyspace.sweep(1_000_000_000);
    assertThat(other.size()).isZero();
  }
}
