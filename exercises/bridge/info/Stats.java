package miniredis;

/** What is counted from the start of the server on. */
final class Stats {
  // TODO: commands, hits, misses, keys that have died; and who may change them?
}
