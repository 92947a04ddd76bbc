package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three clients wait for streams while a fourth changes them: each hears what Redis tells it. */
@Tag("interop")
class StreamWaitingInteropTest {

  private static final int ROUNDS = Integer.getInteger("waiting.rounds", 100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final List<String> WAITING =
      List.of(
          "XREAD BLOCK 0 STREAMS s $",
          "XREAD BLOCK 0 COUNT 1 STREAMS s t 1 0-5",
          "XREAD BLOCK 0 STREAMS u t 0 $",
          "XREADGROUP GROUP g a BLOCK 0 STREAMS s >",
          "XREADGROUP GROUP g a BLOCK 0 STREAMS t s > >",
          "XREADGROUP GROUP g b COUNT 1 BLOCK 0 STREAMS s >",
          "XREADGROUP GROUP g c NOACK BLOCK 0 STREAMS s >");

  /**
   * A number sign stands for a number that is greater each time. XSETID is not among them: after it
   * Redis may serve those who wait with an empty list, for an entry that never was.
   */
  private static final List<String> CHANGES =
      List.of(
          "XADD s #-1 f v",
          "XADD t #-1 f v",
          "XADD u #-1 f v",
          "XDEL s 2-1",
          "XTRIM s MAXLEN 0",
          "XGROUP CREATE s g $ MKSTREAM",
          "XGROUP SETID s g 0",
          "XGROUP SETID s g $",
          "XGROUP DESTROY s g",
          "XGROUP CREATECONSUMER s g z",
          "XREADGROUP GROUP g q COUNT 1 STREAMS s >",
          "XCLAIM s g a 0 2-1 LASTID 80",
          "XACK s g 2-1",
          "DEL s",
          "SET s v",
          "LPUSH s v",
          "EXPIRE s -1",
          "RENAME s t",
          "RENAME t s",
          "COPY t s REPLACE",
          "FLUSHDB");

  private final Random random = new Random(Long.getLong("waiting.seed", 7));

  @Test
  void whoeverWaitsHearsWhatRedisTellsThem() throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer theirs = RunningServer.redis()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<String> waiting = some(WAITING, 3);
        List<String> changes = some(CHANGES, 1 + random.nextInt(6));
        assertThat(heard(ours, waiting, changes))
            .as("%s%nwait while%n%s", waiting, changes)
            .isEqualTo(heard(theirs, waiting, changes));
      }
    }
  }

  private List<String> some(List<String> all, int count) {
    return Stream.generate(() -> all.get(random.nextInt(all.size()))).limit(count).toList();
  }

  /** What the changes reply, then which clients still waited, then what each of those got. */
  private static List<String> heard(
      RunningServer server, List<String> waiting, List<String> changes) throws IOException {
    List<String> heard = new ArrayList<>();
    List<Client> clients = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    try (Client writer = RdbInteropTest.client(server)) {
      writer.call("FLUSHALL");
      for (String key : List.of("s", "t")) {
        writer.call("XADD", key, "1-1", "a", "b");
        writer.call("XADD", key, "2-1", "a", "b");
        writer.call("XGROUP", "CREATE", key, "g", "$");
      }
      for (String request : waiting) {
        Client client = RdbInteropTest.client(server);
        clients.add(client);
        ids.add(client.call("CLIENT", "ID").toString().replaceAll("\\D", ""));
        client.send(request.split(" "));
        client.flush();
        untilItWaits(writer, ids.getLast());
      }
      for (int i = 0; i < changes.size(); i++) {
        String request = changes.get(i).replace("#", "" + (10 + i));
        heard.add(request + ": " + writer.call(request.split(" ")));
      }
      for (String id : ids) heard.add("waited: " + writer.call("CLIENT", "UNBLOCK", id));
      for (Client client : clients) heard.add("heard: " + client.receive());
      heard.add("groups: " + writer.call("XINFO", "GROUPS", "s"));
    } finally {
      for (Client client : clients) client.close();
    }
    return heard;
  }

  private static void untilItWaits(Client writer, String id) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!writer.call("CLIENT", "LIST", "ID", id).toString().contains("cmd=xread")) {
      assertThat(System.nanoTime()).as("when client %s waits", id).isLessThan(end);
    }
  }
}
