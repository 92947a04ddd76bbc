package miniredis;

import module java.base;

/** Sets: each member once. A set that has lost its last member is gone, like its key. */
final class SetCommands {
  static void addTo(CommandTable table) {
    // TODO: rows for SADD, SREM, SISMEMBER, SCARD and SMEMBERS; and who calls addTo?
  }
}
