package miniredis.client;

import module java.base;

/** The chapter of the course that first has a command. */
public final class Chapters {

  private static final Map<String, String> FIRST = new HashMap<>();

  static {
    add("step01-ping", "PING ECHO QUIT");
    add("step02-get-set", "SET GET DEL EXISTS COMMAND");
    add("step03-concurrency", "INCR DECR INCRBY DECRBY");
    add("step04-expiry", "SETEX PSETEX EXPIRE PEXPIRE EXPIREAT TTL PTTL PERSIST");
    add("step05-persistence", "BGREWRITEAOF SAVE BGSAVE LASTSAVE SHUTDOWN CONFIG");
    add("step06-lists-hashes", "LPUSH RPUSH LPOP RPOP LLEN LRANGE LINDEX");
    add(
        "step06-lists-hashes",
        "HSET HGET HMGET HGETALL HDEL HEXISTS HLEN HINCRBY TYPE DBSIZE FLUSHALL");
  }

  private Chapters() {}

  private static void add(String chapter, String commands) {
    for (String command : commands.split(" ")) FIRST.put(command, chapter);
  }

  /** The folder whose README.md teaches it; what no step has is {@code final}'s. */
  public static String of(String command) {
    return FIRST.getOrDefault(command.toUpperCase(Locale.ROOT), "final");
  }
}
