package miniredis.cli;

/** What the program is started for, in the order in which redis-cli looks for it. */
enum Mode {
  LATENCY,
  LATENCY_DISTRIBUTION,
  REPLICA,
  RDB,
  PIPE,
  BIG_KEYS,
  MEMORY_KEYS,
  HOT_KEYS,
  STAT,
  SCAN,
  LRU_TEST,
  INTRINSIC_LATENCY,

  /** None of the others: a script, a command, or lines that are typed or piped. */
  COMMANDS
}
