package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** The server as a whole, as far as it has no clock, no address and no size. */
final class ServerGrammar {

  private ServerGrammar() {}

  static Family family() {
    return new Family("server", "string")
        .command("DBSIZE")
        .command("TIME")
        .command(
            "COMMAND GETKEYS",
            oneOf(
                option("GET", key()),
                option("SET", key(), value(), some(value())),
                option("MSET", some(key(), value())),
                option("DEL", some(key())),
                option("PING"),
                option("OBJECT", "ENCODING", key()),
                option("LCS", key(), key()),
                option("COPY", key(), key()),
                option("RENAME", key(), key())))
        .rare("FLUSHALL", options("SYNC", "ASYNC"))
        .rare("FLUSHDB", options("SYNC", "ASYNC"))
        .rare("SWAPDB", database(), database())
        .rare("LASTSAVE")
        .rare(
            "CONFIG GET",
            some(
                oneOf(
                    "maxmemory",
                    "maxmemory-policy",
                    "hz",
                    "databases",
                    "appendfsync",
                    "timeout",
                    "tcp-keepalive",
                    "maxmemory-samples",
                    "slowlog-*",
                    "nothing")));
  }
}
