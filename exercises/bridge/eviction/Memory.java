package miniredis;

import module java.base;

/**
 * What the data costs, about, and which keys have not been used for long. Everything here is done
 * under the database's lock.
 */
final class Memory {
  /** How many keys are looked at to find one that may go. */
  static final int SAMPLES = 5;

  long most; // maxmemory: how many bytes the data may cost; 0 stands for no limit.
  boolean evicts; // maxmemory-policy: true for allkeys-lru, false for noeviction.

  // TODO: what each key costs and when it was used last; the sum; a key that may go
}
