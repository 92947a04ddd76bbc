package miniredis;

import module java.base;

/** SCAN cursor [COUNT n] [TYPE kind]: all keys, some at a time. */
final class ScanCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for SCAN; and who calls addTo?
  }
}
