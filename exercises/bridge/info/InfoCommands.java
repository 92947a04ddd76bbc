package miniredis;

import module java.base;

/** INFO [section ...]: what the server knows about itself, in lines that programs read. */
final class InfoCommands {
  // TODO: a row for INFO. Who knows the port, the clients, the keys?
}
