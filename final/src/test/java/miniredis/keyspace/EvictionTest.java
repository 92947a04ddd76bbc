package miniredis.keyspace;

import static miniredis.keyspace.Eviction.Outcome.ENOUGH;
import static miniredis.keyspace.Eviction.Outcome.FAILED;
import static miniredis.keyspace.Eviction.Outcome.GOING_ON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys go when memory is full. The clock is moved by hand and chance can be foreseen. */
class EvictionTest implements KeyspaceListener {

  private static final int KEYS = 1_000;
  private static final Bytes VALUE = Bytes.of("v".repeat(50));

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace = new Keyspace(2, clock, this, new SplittableRandom(7));
  private final Eviction eviction = keyspace.eviction();
  private final Database database = keyspace.database(0);
  private final List<String> heard = new ArrayList<>();

  @Override
  public void evicted(Database where, Bytes key) {
    heard.add("evicted " + where.index() + " " + key.text());
  }

  @Override
  public void event(EventClass type, String event, Database where, Bytes key) {
    if (type == EventClass.EVICTED) heard.add("event " + event + " " + key.text());
  }

  private static Bytes key(int number) {
    return Bytes.of("key:%04d".formatted(number));
  }

  private void fill(Database where, boolean timed) {
    for (int i = 0; i < KEYS; i++) {
      where.setString(key(i), VALUE, timed ? keyspace.now() + 1_000_000 + i : Entry.NO_DEADLINE);
    }
  }

  /** Uses keys again and again, each time a while later. */
  private void use(IntPredicate which, int times) {
    for (int round = 0; round < times; round++) {
      clock.advance(10_000);
      keyspace.tick();
      for (int i = 0; i < KEYS; i++) if (which.test(i)) database.use(key(i));
    }
  }

  /** Sets the limit so that about this share of what is used now has to go. */
  private Eviction.Outcome squeeze(EvictionPolicy policy, double share) {
    eviction.policy(policy);
    eviction.tenacity(100);
    eviction.limit((long) (keyspace.memory().used() * (1 - share)));
    return eviction.makeRoom();
  }

  private long gone(Database where, IntPredicate which) {
    return IntStream.range(0, KEYS).filter(which).filter(i -> !where.exists(key(i))).count();
  }

  @Test
  void withoutALimitNothingGoes() {
    fill(database, false);
    eviction.policy(EvictionPolicy.ALLKEYS_LRU);
    assertThat(eviction.isConcerned()).isFalse();
    assertThat(eviction.makeRoom()).isEqualTo(ENOUGH);
    assertThat(database.size()).isEqualTo(KEYS);
  }

  @Test
  void noevictionFailsAndRemovesNothing() {
    fill(database, true);
    assertThat(squeeze(EvictionPolicy.NOEVICTION, .3)).isEqualTo(FAILED);
    assertThat(database.size()).isEqualTo(KEYS);
    assertThat(eviction.isConcerned()).isTrue();
    eviction.limit(0);
    assertThat(eviction.makeRoom()).isEqualTo(ENOUGH);
    assertThat(eviction.isConcerned()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOEVICTION")
  void memoryIsBelowTheLimitAfterwardsAndNoFurther(EvictionPolicy policy) {
    fill(database, true);
    assertThat(squeeze(policy, .3)).isEqualTo(ENOUGH);
    assertThat(eviction.isOver()).isFalse();
    assertThat(database.size()).isBetween(KEYS / 2, KEYS * 3 / 4);
    assertThat(keyspace.statistics().evicted).isEqualTo(KEYS - database.size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "VOLATILE_.*")
  void volatilePoliciesRemoveOnlyKeysWithADeadline(EvictionPolicy policy) {
    fill(database, false);
    fill(keyspace.database(1), true);
    assertThat(squeeze(policy, .2)).isEqualTo(ENOUGH);
    assertThat(database.size()).isEqualTo(KEYS);
    assertThat(keyspace.database(1).size()).isLessThan(KEYS);
    assertThat(squeeze(policy, .9)).isEqualTo(FAILED);
    assertThat(database.size()).isEqualTo(KEYS);
    assertThat(keyspace.database(1).size()).isZero();
  }

  @Test
  void allkeysLruKeepsWhatWasUsedLately() {
    fill(database, false);
    use(i -> i % 2 == 0, 1);
    squeeze(EvictionPolicy.ALLKEYS_LRU, .3);
    assertThat(gone(database, i -> i % 2 == 1)).isGreaterThan(200);
    assertThat(gone(database, i -> i % 2 == 0)).isLessThan(15);
  }

  @Test
  void volatileLruKeepsWhatWasUsedLately() {
    fill(database, true);
    use(i -> i % 2 == 0, 1);
    squeeze(EvictionPolicy.VOLATILE_LRU, .3);
    assertThat(gone(database, i -> i % 2 == 1)).isGreaterThan(200);
    assertThat(gone(database, i -> i % 2 == 0)).isLessThan(15);
  }

  @Test
  void moreSamplesComeCloserToTheTrueOrder() {
    fill(database, false);
    for (int i = 0; i < KEYS; i++) {
      int number = i;
      use(each -> each == number, 1);
    }
    eviction.samples(50);
    squeeze(EvictionPolicy.ALLKEYS_LRU, .3);
    long gone = KEYS - database.size();
    assertThat(gone(database, i -> i < gone)).isGreaterThan(gone * 9 / 10);
  }

  @Test
  void allkeysLfuKeepsWhatIsUsedOften() {
    eviction.policy(EvictionPolicy.ALLKEYS_LFU);
    fill(database, false);
    use(i -> i % 2 == 0, 5);
    use(i -> i % 2 == 1, 1);
    squeeze(EvictionPolicy.ALLKEYS_LFU, .3);
    assertThat(gone(database, i -> i % 2 == 1)).isGreaterThan(200);
    assertThat(gone(database, i -> i % 2 == 0)).isLessThan(60);
  }

  @Test
  void volatileLfuKeepsWhatIsUsedOften() {
    eviction.policy(EvictionPolicy.VOLATILE_LFU);
    fill(database, true);
    use(i -> i % 2 == 0, 20);
    squeeze(EvictionPolicy.VOLATILE_LFU, .3);
    assertThat(gone(database, i -> i % 2 == 1)).isGreaterThan(200);
    assertThat(gone(database, i -> i % 2 == 0)).isLessThan(15);
  }

  @Test
  void randomPoliciesTakeFromAllDatabasesAlike() {
    fill(database, true);
    fill(keyspace.database(1), true);
    squeeze(EvictionPolicy.ALLKEYS_RANDOM, .2);
    squeeze(EvictionPolicy.VOLATILE_RANDOM, .2);
    int difference = database.size() - keyspace.database(1).size();
    assertThat(difference).isBetween(-1, 1);
    assertThat(gone(database, i -> i < KEYS / 2)).isBetween(100L, 300L);
  }

  @Test
  void volatileTtlTakesTheNearestDeadlineOfAllDatabasesFirst() {
    Bytes late = Bytes.of("late");
    Bytes soon = Bytes.of("soon");
    for (int i = 0; i < KEYS; i++) {
      keyspace.database(i % 2).setString(key(i), VALUE, keyspace.now() + 1_000 + i);
    }
    database.setString(late, VALUE, keyspace.now() + 10);
    database.expireAt(late, keyspace.now() + 10_000_000);
    database.setString(soon, VALUE, keyspace.now() + 10_000_000);
    database.expireAt(soon, keyspace.now() + 10);
    squeeze(EvictionPolicy.VOLATILE_TTL, .3);
    assertThat(heard.getFirst()).isEqualTo("evicted 0 soon");
    List<String> order = heard.stream().filter(line -> line.startsWith("evicted")).skip(1).toList();
    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).isEqualTo("evicted " + i % 2 + " " + key(i).text());
    }
    assertThat(order).hasSizeGreaterThan(200);
    assertThat(database.exists(late)).isTrue();
  }

  @Test
  void aKeyThatGoesIsToldOf() {
    database.setString(key(1), VALUE);
    squeeze(EvictionPolicy.ALLKEYS_RANDOM, .01);
    assertThat(heard).containsExactly("evicted 0 key:0001", "event evicted key:0001");
  }

  @Test
  void whatTakesLongIsLeftForLater() {
    fill(database, false);
    eviction.policy(EvictionPolicy.ALLKEYS_LRU);
    eviction.limit(keyspace.memory().used() / 2);
    eviction.tenacity(0);
    int before = database.size();
    assertThat(eviction.makeRoom()).isEqualTo(GOING_ON);
    assertThat(database.size()).isEqualTo(before - 16);
    while (eviction.makeRoom() == GOING_ON) before--;
    assertThat(eviction.isOver()).isFalse();
  }

  @Test
  void aKeyThatLostItsDeadlineIsNotTakenForVolatile() {
    fill(database, true);
    squeeze(EvictionPolicy.VOLATILE_LRU, .01);
    for (int i = 0; i < KEYS; i++) database.persist(key(i));
    int before = database.size();
    assertThat(squeeze(EvictionPolicy.VOLATILE_LRU, .01)).isEqualTo(FAILED);
    assertThat(database.size()).isEqualTo(before);
  }
}
