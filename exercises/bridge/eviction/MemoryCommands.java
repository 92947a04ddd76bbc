package miniredis;

import module java.base;

/** INFO memory, and the two settings: CONFIG GET and SET of maxmemory and maxmemory-policy. */
final class MemoryCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for INFO; and who calls addTo? CONFIG is a row of PersistenceCommands.
  }
}
