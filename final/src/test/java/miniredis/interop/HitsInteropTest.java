package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each command counts as many hits and misses as in Redis: the figures that most who watch a server
 * look at first. {@code hits.txt} has the commands.
 */
@Tag("interop")
class HitsInteropTest {

  private static final List<String> FIGURES =
      List.of("keyspace_hits", "keyspace_misses", "expired_keys");

  private List<String> setup;
  private List<String> commands;

  @Test
  void eachCommandCountsAsInRedis() throws IOException {
    read();
    Map<String, List<Long>> wanted = counts(RunningServer.redis("--enable-debug-command", "yes"));
    Map<String, List<Long>> actual = counts(RunningServer.ours());
    assertThat(wanted).hasSizeGreaterThan(250);
    wanted.forEach((command, counts) -> assertThat(actual).containsEntry(command, counts));
  }

  private void read() throws IOException {
    try (InputStream in = HitsInteropTest.class.getResourceAsStream("hits.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = text.substring(text.indexOf('\n') + 1).split("\n\n");
      setup = parts[0].lines().toList();
      commands = parts[1].lines().toList();
    }
  }

  private Map<String, List<Long>> counts(RunningServer server) throws IOException {
    Map<String, List<Long>> counts = new LinkedHashMap<>();
    try (server;
        Client client = Client.connect("127.0.0.1", server.port())) {
      ask(client, "DEBUG SET-ACTIVE-EXPIRE 0");
      for (String command : commands) counts.put(command, counts(client, command));
    }
    return counts;
  }

  private List<Long> counts(Client client, String command) throws IOException {
    ask(client, "FLUSHALL");
    for (String each : setup) ask(client, each);
    if (command.contains("dying")) letDie(client, "dying");
    ask(client, "CONFIG RESETSTAT");
    ask(client, command);
    String info = ((Reply.Bulk) ask(client, "INFO stats")).bytes().text();
    return FIGURES.stream().map(name -> figure(info, name)).toList();
  }

  /** Nobody has looked at it since. */
  private static void letDie(Client client, String key) throws IOException {
    ask(client, "SET " + key + " v PX 1");
    LockSupport.parkNanos(5_000_000);
  }

  private static Reply ask(Client client, String request) throws IOException {
    return client.call(request.split(" "));
  }

  private static long figure(String info, String name) {
    Matcher figure = Pattern.compile("(?m)^" + name + ":(\\d+)").matcher(info);
    assertThat(figure.find()).as(name).isTrue();
    return Long.parseLong(figure.group(1));
  }
}
