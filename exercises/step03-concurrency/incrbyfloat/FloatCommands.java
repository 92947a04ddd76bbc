package miniredis;

import module java.base;

/** Numbers with a point. */
final class FloatCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for INCRBYFLOAT; and who calls addTo?
  }

  /** The number that a word shows. */
  static BigDecimal parse(Bytes word) {
    return BigDecimal.ZERO; // TODO: and what if it shows none?
  }
}
