package miniredis.keyspace;

/** Which keys have to go when memory is full: the values of the setting maxmemory-policy. */
public enum EvictionPolicy {
  NOEVICTION(Order.NONE, false),
  ALLKEYS_LRU(Order.LAST_USE, false),
  ALLKEYS_LFU(Order.FREQUENCY, false),
  ALLKEYS_RANDOM(Order.CHANCE, false),
  VOLATILE_LRU(Order.LAST_USE, true),
  VOLATILE_LFU(Order.FREQUENCY, true),
  VOLATILE_RANDOM(Order.CHANCE, true),
  VOLATILE_TTL(Order.DEADLINE, true);

  /** What decides which key goes first. */
  enum Order {
    NONE,
    LAST_USE,
    FREQUENCY,
    CHANCE,
    DEADLINE
  }

  final Order order;

  /** Whether only keys with a deadline may go. */
  final boolean timedOnly;

  EvictionPolicy(Order order, boolean timedOnly) {
    this.order = order;
    this.timedOnly = timedOnly;
  }
}
