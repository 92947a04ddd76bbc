package miniredis.cli;

import module java.base;

/**
 * What stands before the line that is typed: the server, the database, and what state we are in.
 */
final class Prompt {

  private final Link link;
  private final String chosen;

  /**
   * @param chosen what the user wants in the place of the server, or null
   */
  Prompt(Link link, String chosen) {
    this.link = link;
    this.chosen = chosen;
  }

  /** {@code 127.0.0.1:6379[2](TX)> }. */
  String now() {
    String place = chosen == null ? server() : chosen.replaceFirst("> ?$", "");
    if (!link.connected()) return place + "(not connected)> ";
    return place + state() + (link.subscriptions() > 0 ? "(subscribed)> " : "> ");
  }

  /** As redis-cli has it. */
  String plain() {
    return link.connected() ? server() + state() + "> " : "not connected> ";
  }

  private String server() {
    Path socket = link.address().socket();
    return socket == null ? link.address().toString() : "redis " + socket;
  }

  private String state() {
    String database = link.database() == 0 ? "" : "[" + link.database() + "]";
    return database + (link.inTransaction() ? "(TX)" : "");
  }
}
