package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** What a client says about itself. */
final class ConnectionGrammar {

  private ConnectionGrammar() {}

  static Family family() {
    return new Family("connection", "string")
        .command("PING", maybe(value()))
        .command("ECHO", value())
        .command("SELECT", database())
        .rare(
            "HELLO",
            maybe(
                oneOf("2", "3", integer()),
                options(
                    option("SETNAME", member()),
                    option("AUTH", oneOf("default", member()), value()))))
        .rare("RESET")
        .rare("QUIT")
        .rare("AUTH", maybe(oneOf("default", value())), value())
        .rare("CLIENT ID")
        .rare("CLIENT INFO")
        .rare("CLIENT GETNAME")
        .rare("CLIENT SETNAME", value())
        .rare(
            "CLIENT LIST",
            oneOf(
                option("TYPE", oneOf("master", "replica", "pubsub", value())),
                option("ID", "99999999")))
        .rare(
            "CLIENT KILL",
            oneOf(
                "1.2.3.4:5",
                options(
                    option("ID", oneOf("99999999", value())),
                    option("TYPE", oneOf("master", "slave", value())),
                    option("ADDR", value()),
                    option("LADDR", value()),
                    option("USER", oneOf("default", value())),
                    option("SKIPME", oneOf("yes", value())))))
        .rare("CLIENT NO-EVICT", oneOf("ON", "OFF", value()))
        .rare("CLIENT UNPAUSE")
        .rare("CLIENT UNBLOCK", oneOf("99999999", integer()), options("TIMEOUT", "ERROR"))
        .rare("CLIENT GETREDIR")
        .rare("CLIENT TRACKINGINFO")
        .rare("CLIENT CACHING", oneOf("YES", "NO"));
  }
}
