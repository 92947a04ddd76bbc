package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;

/**
 * Removes keys until memory is below the limit.
 *
 * <p><b>Which keys.</b> To know the one key that was not used for longest, all would have to be
 * kept in the order of their use, and every read would change that order. Instead a few keys are
 * drawn at random and looked at, and the best of them are remembered ({@link EvictionPool}); the
 * best of all that were seen goes. Five keys a draw come close to the exact order, ten closer.
 * Deadlines, on the other hand, are in order already, so {@code volatile-ttl} is exact.
 *
 * <p><b>For how long.</b> After half a millisecond the rest is left for later, so that a limit that
 * was lowered by a gigabyte does not stop the server; until then commands run as if all were well.
 *
 * <p>Belongs to the thread that runs commands.
 */
public final class Eviction {

  /** How an attempt to make room has ended. */
  public enum Outcome {
    ENOUGH,
    /** Time is up and there is more to remove. */
    GOING_ON,
    /** There is nothing that may be removed. */
    FAILED
  }

  private static final int LOOK_AT_CLOCK = 16;
  private static final int MOST_SAMPLES = 1024;

  private final Keyspace keyspace;
  private final EvictionPool pool = new EvictionPool();
  private final LastEvicted last = new LastEvicted();
  private EvictionPolicy policy = EvictionPolicy.NOEVICTION;
  private long limit;
  private Object[] drawn = new Object[5];
  private long budget = 500_000;
  private int nextDatabase;
  private long exceededSince;
  private long exceededNanos;

  Eviction(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /**
   * The setting maxmemory, in bytes; 0 is no limit. Where the heap holds less, keys go before it is
   * full.
   */
  public void limit(long bytes) {
    limit = bytes;
  }

  /** The limit that holds, in bytes; 0 is none. */
  public long limit() {
    return limit;
  }

  public EvictionPolicy policy() {
    return policy;
  }

  /** The last keys that were removed, eight at most, the last one first. */
  public List<Candidate> lastEvicted() {
    return last.list();
  }

  /** The best keys seen so far, that go next if nobody uses them; 16 at most, the best first. */
  public List<Candidate> pool() {
    return pool.list();
  }

  public void policy(EvictionPolicy policy) {
    this.policy = policy;
    boolean byFrequency = policy.order == EvictionPolicy.Order.FREQUENCY;
    keyspace.usage().byFrequency(byFrequency, keyspace.now());
  }

  /** The setting maxmemory-samples: how many keys are drawn for each that goes. */
  public void samples(int count) {
    drawn = new Object[Math.min(count, MOST_SAMPLES)];
  }

  /** The setting maxmemory-eviction-tenacity, 0 to 100: how long to go on before commands run. */
  public void tenacity(int tenacity) {
    if (tenacity == 100) budget = Long.MAX_VALUE;
    else if (tenacity > 10) budget = (long) (500_000 * Math.pow(1.15, tenacity - 10));
    else budget = 50_000L * tenacity;
  }

  /** Whether more memory is used than the limit allows. */
  public boolean isOver() {
    if (limit == 0) return false;
    return keyspace.memory().used() > limit || keyspace.heapRoom().isShort();
  }

  /** Whether there is a limit at all, or was one lately that has been exceeded. */
  public boolean isLimited() {
    return limit > 0 || exceededSince != 0;
  }

  /** Whether it is, or was so lately: else there is nothing to be done before a command. */
  public boolean isConcerned() {
    return isOver() || exceededSince != 0;
  }

  /** Removes keys while memory is over the limit, as long as the tenacity allows. */
  public Outcome makeRoom() {
    if (!isOver()) return ended(Outcome.ENOUGH);
    if (policy == EvictionPolicy.NOEVICTION) return ended(Outcome.FAILED);
    long begin = keyspace.delays().begin();
    Outcome outcome = remove();
    keyspace.delays().end("eviction-cycle", begin);
    return ended(outcome);
  }

  private Outcome remove() {
    long start = System.nanoTime();
    for (int done = 1; isOver(); done++) {
      if (!removeOne()) return Outcome.FAILED;
      boolean look = done % LOOK_AT_CLOCK == 0;
      if (look && System.nanoTime() - start > budget) return Outcome.GOING_ON;
    }
    return Outcome.ENOUGH;
  }

  private Outcome ended(Outcome outcome) {
    if (outcome == Outcome.ENOUGH) {
      exceededNanos += exceedingNanos();
      exceededSince = 0;
    } else if (exceededSince == 0) {
      exceededSince = System.nanoTime() | 1;
    }
    return outcome;
  }

  /** For how long memory is over the limit by now, and 0 if it is not. */
  public long exceedingNanos() {
    return exceededSince == 0 ? 0 : System.nanoTime() - exceededSince;
  }

  /** For how long it has been so altogether. */
  public long exceededNanos() {
    return exceededNanos + exceedingNanos();
  }

  public void resetStatistics() {
    exceededNanos = 0;
    if (exceededSince != 0) exceededSince = System.nanoTime() | 1;
  }

  /** Removes the next key; false if there is none that may go. */
  private boolean removeOne() {
    return switch (policy.order) {
      case NONE -> false;
      case LAST_USE, FREQUENCY -> removeSampled();
      case CHANCE -> removeRandom();
      case DEADLINE -> removeNearest();
    };
  }

  /** The pool may name keys that have gone meanwhile: it is filled until one of them is there. */
  private boolean removeSampled() {
    while (true) {
      int candidates = 0;
      for (int i = 0; i < keyspace.count(); i++) candidates += sample(keyspace.database(i));
      if (candidates == 0) return false;
      while (!pool.isEmpty()) {
        Database database = keyspace.database(pool.bestDatabase());
        int score = pool.bestScore();
        if (evict(database, pool.takeBest(), score)) return true;
      }
    }
  }

  private int sample(Database database) {
    int candidates = candidates(database);
    if (candidates == 0) return 0;
    int found = database.sample(policy.timedOnly, drawn);
    for (int i = 0; i < found; i++) {
      pool.offer(score(Entry.accessOf(drawn[i])), database.index(), drawn[i]);
      drawn[i] = null;
    }
    return candidates;
  }

  private int candidates(Database database) {
    return policy.timedOnly ? database.timed() : database.size();
  }

  /** The higher, the sooner it goes. */
  private int score(int access) {
    Usage usage = keyspace.usage();
    return policy.order == EvictionPolicy.Order.LAST_USE
        ? usage.idleSeconds(access)
        : 255 - usage.frequency(access);
  }

  /** The databases take turns. */
  private boolean removeRandom() {
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(nextDatabase++ % keyspace.count());
      if (candidates(database) == 0) continue;
      return evict(database, Entry.keyOf(database.randomEntry(policy.timedOnly)), 0);
    }
    return false;
  }

  private boolean removeNearest() {
    Database first = null;
    Object nearest = null;
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(i);
      Object entry = database.nearestToDie();
      if (entry == null) continue;
      if (nearest != null && Entry.deadlineOf(entry) >= Entry.deadlineOf(nearest)) continue;
      first = database;
      nearest = entry;
    }
    if (nearest == null) return false;
    long left = Entry.deadlineOf(nearest) - keyspace.now();
    return evict(first, Entry.keyOf(nearest), left);
  }

  private boolean evict(Database database, Bytes key, long score) {
    boolean gone = database.evict(key, policy.timedOnly);
    if (gone) last.add(database.index(), key, score);
    return gone;
  }
}
