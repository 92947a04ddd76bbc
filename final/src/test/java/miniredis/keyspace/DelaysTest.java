package miniredis.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of what takes long in the keyspace is told, with the time that it took. */
class DelaysTest implements KeyspaceListener, Delays {

  private static final long WAIT = 3_000_000;

  private final HandClock clock = new HandClock();
  private final Keyspace keyspace = new Keyspace(1, clock, this);
  private final Database database = keyspace.database(0);
  private final Map<String, Long> heard = new TreeMap<>();
  private boolean wanted = true;

  @BeforeEach
  void listen() {
    keyspace.delays(this);
  }

  @Override
  public boolean areWanted() {
    return wanted;
  }

  @Override
  public void took(String event, long nanoseconds) {
    heard.merge(event, nanoseconds, Math::max);
  }

  /** Whoever is told of a removal takes this long. */
  @Override
  public void changed(Database where, Bytes key) {
    if (wanted) LockSupport.parkNanos(WAIT);
  }

  private void addDying(String key) {
    wanted = false;
    database.setString(Bytes.of(key), Bytes.of("v"), keyspace.now() + 10);
    wanted = true;
    heard.clear();
  }

  private void letTimePass() {
    clock.advance(20);
    keyspace.tick();
  }

  @Test
  void aSweepIsTimedAndEachRemovalInIt() {
    addDying("a");
    addDying("b");
    letTimePass();
    keyspace.sweep(1_000_000_000);
    assertThat(heard.keySet()).containsExactly("expire-cycle", "expire-del");
    assertThat(heard.get("expire-del")).isGreaterThanOrEqualTo(WAIT);
    assertThat(heard.get("expire-cycle")).isGreaterThanOrEqualTo(2 * WAIT);
  }

  @Test
  void theRemovalOfADeadKeyThatSomeoneLooksForIsTimed() {
    addDying("a");
    letTimePass();
    assertThat(database.exists(Bytes.of("a"))).isFalse();
    assertThat(heard.keySet()).containsExactly("expire-del");
    assertThat(heard.get("expire-del")).isGreaterThanOrEqualTo(WAIT);
  }

  @Test
  void makingRoomIsTimedAndEachRemovalInIt() {
    addDying("a");
    addDying("b");
    keyspace.eviction().policy(EvictionPolicy.ALLKEYS_RANDOM);
    keyspace.eviction().tenacity(100);
    keyspace.eviction().limit(1);
    keyspace.eviction().makeRoom();
    assertThat(database.size()).isZero();
    assertThat(heard.keySet()).containsExactly("eviction-cycle", "eviction-del");
    assertThat(heard.get("eviction-del")).isGreaterThanOrEqualTo(WAIT);
    assertThat(heard.get("eviction-cycle")).isGreaterThanOrEqualTo(2 * WAIT);
  }

  @Test
  void removalsAreNotTimedWhileNobodyWantsToKnow() {
    addDying("a");
    letTimePass();
    wanted = false;
    keyspace.sweep(1_000_000_000);
    assertThat(database.size()).isZero();
    assertThat(heard.keySet()).doesNotContain("expire-del");
  }
}
