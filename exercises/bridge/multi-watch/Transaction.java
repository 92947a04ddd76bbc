package miniredis;

import module java.base;

/**
 * What one client has asked for between MULTI and EXEC, and the keys that it watches. There is one
 * for each connection.
 */
final class Transaction {
  private final CommandTable table;

  Transaction(CommandTable table) {
    this.table = table;
  }

  Reply run(List<Bytes> words) {
    return table.run(words); // TODO: MULTI, EXEC, DISCARD, WATCH and UNWATCH
  }
}
