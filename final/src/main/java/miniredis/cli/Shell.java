package miniredis.cli;

import module java.base;

final class Shell {
  Shell(CliOptions o, Map<String, String> e, Link l) {}

  int run() {
    return 0;
  }
}
