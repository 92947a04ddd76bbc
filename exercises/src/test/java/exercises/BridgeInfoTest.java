package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Others may be on the server, too: so most of the tests look at what a number has grown by. */
@Tag("exercise")
@Usually("INFO answers one bulk string: a line '# Section', then lines such as 'name:value'.")
class BridgeInfoTest extends ConformanceTest {

  private static final Pattern HEAD = Pattern.compile("(?md)^# (\\w+)\r$");

  private String info(String sections) {
    String line = ("INFO " + sections).strip();
    String reply = redis.ask(line);
    check(reply.startsWith("$"), line, "a bulk string", reply);
    return reply.substring(reply.indexOf('\n') + 1);
  }

  private List<String> heads(String sections) {
    return HEAD.matcher(info(sections)).results().map(head -> head.group(1)).toList();
  }

  private String value(String section, String name) {
    String text = info(section);
    Matcher line = Pattern.compile("(?md)^" + name + ":([^\r]*)\r$").matcher(text);
    check(line.find(), "INFO " + section, "a line " + name + ":value, ended by CR LF", text);
    return line.group(1);
  }

  private long number(String section, String name) {
    String value = value(section, name);
    check(value.matches("\\d+"), "INFO " + section, name + ":number", name + ":" + value);
    return Long.parseLong(value);
  }

  /** How much a number of the statistics grows by these requests; INFO itself not counted. */
  private long growth(String name, String... lines) {
    long before = number("stats", name);
    for (String line : lines) redis.ask(line);
    return number("stats", name) - before;
  }

  private void grows(String name, long by, String... lines) {
    long grown = growth(name, lines);
    check(grown == by, String.join("; ", lines), name + " grows by " + by, "by " + grown);
  }

  @Test
  void infoHasItsSectionsInOneOrder() {
    List<String> wanted = List.of("Server", "Clients", "Stats", "Keyspace");
    List<String> came = heads("").stream().filter(wanted::contains).toList();
    check(came.equals(wanted), "INFO", "the sections " + wanted + " in this order", came);
    String text = info("");
    check(text.contains("\r\n\r\n# Clients\r\n"), "INFO", "an empty line before '# Clients'", text);
  }

  @Test
  @Usually("The names after INFO are a set: they choose sections, and do not order them.")
  void sectionsCanBeChosen() {
    for (String name : List.of("server", "CLIENTS", "Stats")) {
      List<String> one = heads(name);
      boolean right = one.size() == 1 && one.getFirst().equalsIgnoreCase(name);
      check(right, "INFO " + name, "this section and no other", one);
    }
    List<String> two = heads("stats clients");
    check(two.equals(List.of("Clients", "Stats")), "INFO stats clients", "both, in order", two);
    redis.expect("INFO nosuchsection", "$0", "");
    check(heads("everything").contains("Keyspace"), "INFO everything", "# Keyspace", "no such");
  }

  @Test
  void theServerSaysWhoItIs() {
    String version = value("server", "redis_version");
    check(version.matches("\\d+\\.\\d+\\.\\d+"), "INFO server", "redis_version:7.0.0", version);
    long port = number("server", "tcp_port");
    check(port == target().port(), "INFO server", "tcp_port:" + target().port(), port);
    check(number("server", "process_id") > 1, "INFO server", "process_id of the system", "1 or 0");
    check(number("server", "uptime_in_seconds") < 100_000_000, "INFO server", "seconds", "more");
  }

  @Test
  @Usually("Who has left is not counted any more; or a client is counted before it is one.")
  void clientsAreCountedWhileTheyAreThere() {
    long before = settledClients();
    long received = number("stats", "total_connections_received");
    Redis other = connect().expect("PING", "+PONG");
    long after = number("clients", "connected_clients");
    check(after == before + 1, "one more client", "connected_clients:" + (before + 1), after);
    other.close();
    Redis.eventually(
        "connected_clients is again " + before,
        () -> number("clients", "connected_clients") == before);
    long all = number("stats", "total_connections_received") - received;
    check(all == 1, "one client came and left", "total_connections_received grows by 1", all);
  }

  /**
   * Clients of the test before may still be leaving: how many there are when none has for a while.
   */
  private long settledClients() {
    long clients = number("clients", "connected_clients");
    for (int same = 0; same < 5; same++) {
      LockSupport.parkNanos(20_000_000);
      long now = number("clients", "connected_clients");
      if (now != clients) same = -1;
      clients = now;
    }
    return clients;
  }

  @Test
  @Usually("What cannot be run, because name or number of words is wrong, is no command.")
  void commandsAreCounted() {
    grows("total_commands_processed", 1);
    grows("total_commands_processed", 4, "SET @a 1", "GET @a", "PING");
    grows("total_commands_processed", 2, "RPUSH @a x");
    grows("total_commands_processed", 1, "NONSENSE", "GET");
  }

  @Test
  @Usually("Commands that write count as neither hit nor miss, even if they look first.")
  void readsHitOrMiss() {
    redis.expect("SET @a 1", "+OK").expect("RPUSH @l x", ":1").expect("HSET @h f v", ":1");
    grows("keyspace_hits", 4, "GET @a", "LRANGE @l 0 -1", "HGET @h f", "HGET @h none", "GET @no");
    grows("keyspace_misses", 3, "GET @no", "LLEN @no", "HGETALL @no", "GET @a");
    String[] writes = {"SET @b 1", "INCR @a", "RPUSH @l y", "LPOP @l", "HDEL @h g", "DEL @b @no"};
    grows("keyspace_hits", 0, writes);
    grows("keyspace_misses", 0, writes);
    grows("keyspace_hits", 2, "TTL @a", "TYPE @a");
  }

  @Test
  void keysThatHaveDiedAreCounted() {
    long before = number("stats", "expired_keys");
    redis.expect("SET @a 1 PX 1", "+OK").expect("SET @b 1 PX 1", "+OK");
    redis.eventually("EXISTS @a @b", ":0");
    long died = number("stats", "expired_keys") - before;
    check(died == 2, "two keys with a deadline of 1 ms", "expired_keys grows by 2", died);
    grows("expired_keys", 0, "SET @a 1 EX 100", "DEL @a");
  }

  @Test
  void theKeyspaceHasALineOnlyWhereThereAreKeys() {
    needsEmptyDatabase();
    redis.expect("INFO keyspace", "$12", "# Keyspace", "");
    Stream.of("a", "b", "c").forEach(key -> redis.expect("SET @" + key + " v", "+OK"));
    redis.expect("EXPIRE @b 100", ":1").expect("PEXPIRE @c 100000", ":1");
    String line = value("keyspace", "db0");
    check(line.matches("keys=3,expires=2,avg_ttl=\\d+"), "INFO keyspace", "keys=3,expires=2", line);
  }
}
