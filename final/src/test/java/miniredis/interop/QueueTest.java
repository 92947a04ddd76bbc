package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import miniredis.client.Client;
import miniredis.net.LiveServer;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand clients wait at one list: first come, first served, and nothing is lost. */
@Tag("interop")
@Timeout(120)
class QueueTest {

  private static final int CLIENTS = 1_000;

  /** The clients wait in the order in which they are in the list. */
  private static List<Client> queue(LiveServer server) throws IOException {
    List<Client> waiting = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Client client = Client.connect("127.0.0.1", server.port()).timeout(Duration.ofSeconds(30));
      // Answered, so this one waits before the next connects.
      client.send("CLIENT", "SETNAME", "c" + i);
      client.send("BLPOP", "jobs", "0");
      client.receive();
      waiting.add(client);
    }
    assertWaiting(server, CLIENTS);
    return waiting;
  }

  private static void assertWaiting(LiveServer server, int count) {
    try (Redis redis = server.client()) {
      Redis.eventually(
          count + " wait",
          () -> redis.ask("INFO clients").contains("blocked_clients:" + count + "\r\n"));
    }
  }

  private static void push(LiveServer server, int count) throws IOException {
    try (Client pusher = Client.connect("127.0.0.1", server.port())) {
      for (int i = 0; i < count; i++) pusher.send("RPUSH", "jobs", "job " + i);
      for (int i = 0; i < count; i++) pusher.receive();
      assertThat(pusher.call("LLEN", "jobs")).isEqualTo(Reply.integer(0));
    }
  }

  private static void assertServedInOrder(List<Client> waiting) throws IOException {
    for (int i = 0; i < waiting.size(); i++) {
      assertThat(waiting.get(i).receive())
          .isEqualTo(Reply.array(Reply.bulk("jobs"), Reply.bulk("job " + i)));
    }
  }

  private static void closeAll(List<Client> clients) throws IOException {
    for (Client each : clients) each.close();
  }

  @Test
  void eachOfAThousandGetsOneInOrder() throws Exception {
    try (LiveServer server = LiveServer.with()) {
      List<Client> waiting = queue(server);
      push(server, CLIENTS);
      assertServedInOrder(waiting);
      closeAll(waiting);
    }
  }

  @Test
  void theOthersMoveUpWhenEverySecondOneIsKilled() throws Exception {
    try (LiveServer server = LiveServer.with()) {
      List<Client> waiting = queue(server);
      List<Client> staying = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        if (i % 2 == 0) waiting.get(i).close();
        else staying.add(waiting.get(i));
      }
      assertWaiting(server, CLIENTS / 2);
      push(server, CLIENTS / 2);
      assertServedInOrder(staying);
      closeAll(staying);
    }
  }

  /** Who is killed may have been served or not; whoever stays is served once, and in order. */
  @Test
  void theOthersAreServedInOrderWhileEverySecondOneIsKilled() throws Exception {
    try (LiveServer server = LiveServer.with();
        Client killer = Client.connect("127.0.0.1", server.port())) {
      List<Client> waiting = queue(server);
      Map<Integer, String> ids = ids(server);
      Thread pushing = Thread.ofVirtual().start(() -> pushUnchecked(server));
      for (int i = 0; i < CLIENTS; i += 2) {
        assertThat(killer.call("CLIENT", "KILL", "ID", ids.get(i))).isEqualTo(Reply.integer(1));
      }
      pushing.join();
      List<Integer> jobs = new ArrayList<>();
      for (int i = 1; i < CLIENTS; i += 2) jobs.add(job(waiting.get(i).receive()));
      assertThat(jobs).isSorted().doesNotHaveDuplicates().hasSize(CLIENTS / 2);
      closeAll(waiting);
    }
  }

  /** The ids of the clients by their places in the queue. */
  private static Map<Integer, String> ids(LiveServer server) {
    Map<Integer, String> ids = new HashMap<>();
    try (Redis redis = server.client()) {
      Pattern.compile("id=(\\d+) [^\\n]*name=c(\\d+) ")
          .matcher(redis.ask("CLIENT LIST"))
          .results()
          .forEach(client -> ids.put(Integer.parseInt(client.group(2)), client.group(1)));
    }
    return ids;
  }

  private static int job(Reply reply) {
    Matcher job = Pattern.compile("job (\\d+)").matcher(reply.toString());
    assertThat(job.find()).as(reply.toString()).isTrue();
    return Integer.parseInt(job.group(1));
  }

  private static void pushUnchecked(LiveServer server) {
    try (Client pusher = Client.connect("127.0.0.1", server.port())) {
      for (int i = 0; i < CLIENTS; i++) pusher.call("RPUSH", "jobs", "job " + i);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
