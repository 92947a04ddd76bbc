package miniredis.clients;

import module java.base;

import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.keyspace.Memory;

/**
 * How much memory the clients take together, and which of them have to go where that is too much:
 * the setting maxmemory-clients. The largest goes first; CLIENT NO-EVICT spares its client.
 *
 * <p>Belongs to the loop's thread.
 */
final class ClientMemory {

  private static final long LEAST_LIMIT = 128 * 1024;

  private final Setting<Long> most;
  private final Setting<Long> maxmemory;
  private final Memory memory;
  private long evicted;

  ClientMemory(Config config, Memory memory) {
    most = config.number("maxmemory-clients");
    maxmemory = config.number("maxmemory");
    this.memory = memory;
  }

  /** Each tick: adds up what all take, and cuts off those who take too much. */
  void tick(Collection<Peer> clients) {
    long sum = 0;
    for (Peer each : clients) sum += each.memory();
    long limit = limit();
    if (limit > 0 && sum > limit) sum -= evict(clients, sum - limit);
    memory.clients(sum);
  }

  /** Bytes; a negative setting is percent of maxmemory. */
  private long limit() {
    long setting = most.get();
    long limit = setting < 0 ? maxmemory.get() / 100 * -setting : setting;
    return limit == 0 ? 0 : Math.max(limit, LEAST_LIMIT);
  }

  /** Returns how many bytes are freed. */
  private long evict(Collection<Peer> clients, long excess) {
    List<Peer> largestFirst = new ArrayList<>(clients);
    largestFirst.removeIf(each -> each.noEvict() || each.connection().isClosing());
    largestFirst.sort((a, b) -> Long.compare(b.memory(), a.memory()));
    long freed = 0;
    for (Peer each : largestFirst) {
      if (freed >= excess) break;
      freed += each.memory();
      evicted++;
      each.connection().cutOff("Evicting client");
    }
    return freed;
  }

  /** How many clients had to go. */
  long evicted() {
    return evicted;
  }

  void resetStatistics() {
    evicted = 0;
  }
}
