package exercises;

import course.OwnProcessTest;
import course.Redis;
import course.Running;
import course.Usually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers, and a line between them that can be cut, shut and held. */
@Tag("exercise")
@Usually(
    "If the server printed no exception: some change does not reach the replica, or reaches it"
        + " twice, or in another order.")
class StretchReplicaTest extends OwnProcessTest {

  private static final int MEGABYTE = 1024 * 1024;
  private static final String READ_ONLY = "-READONLY You can't write against a read only replica.";

  private final List<Running> replicas = new ArrayList<>();
  private final List<Redis> clients = new ArrayList<>();
  private Line line;

  /** What the replica calls its master: all bytes go through here. */
  private static final class Line implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile int to;
    private volatile boolean shut;
    private volatile boolean held;

    Line(int to) throws IOException {
      this.to = to;
      Thread.startVirtualThread(this::accept);
    }

    int port() {
      return door.getLocalPort();
    }

    private void accept() {
      while (!door.isClosed()) {
        try {
          Socket replica = door.accept();
          open.add(replica);
          if (shut) replica.close();
          else join(replica);
        } catch (IOException e) {
          // Closed, or nobody is there to connect to: the next one may have more luck.
        }
      }
    }

    private void join(Socket replica) throws IOException {
      try {
        Socket master = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(master);
        Thread.startVirtualThread(() -> pump(replica, master));
        Thread.startVirtualThread(() -> pump(master, replica));
      } catch (IOException e) {
        replica.close();
      }
    }

    private void pump(Socket from, Socket to) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] some = new byte[8192];
        for (int n; (n = in.read(some)) >= 0; out.write(some, 0, n)) {
          while (held && !from.isClosed()) LockSupport.parkNanos(5_000_000);
        }
      } catch (IOException e) {
        // Cut.
      }
    }

    void cut() {
      for (Socket socket : open) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // It was closed already.
        }
      }
      open.clear();
    }

    @Override
    public void close() throws IOException {
      door.close();
      held = false;
      cut();
    }
  }

  @AfterEach
  void endReplicas() throws IOException {
    clients.forEach(Redis::close);
    clients.clear();
    replicas.forEach(Running::close);
    replicas.clear();
    if (line != null) line.close();
    line = null;
  }

  private Redis master() {
    return start("--appendonly", "yes");
  }

  /** One more server, with a folder of its own. */
  private Redis second(Redis master) throws IOException {
    Path dir = Files.createDirectories(folder().resolve("replica" + replicas.size()));
    Running server = another("--dir", dir.toString(), "--appendonly", "yes");
    replicas.add(server);
    return client(server, master);
  }

  private Redis client(Running server, Redis master) {
    Redis client = Redis.connect("127.0.0.1", server.port(), master.named("@x").substring(0, 7));
    clients.add(client);
    Redis.eventually("the second server is ready", () -> client.ask("PING").equals("+PONG"));
    return client;
  }

  private Redis replica(Redis master) throws IOException {
    line = line == null ? new Line(server().port()) : line;
    return second(master).expect("REPLICAOF 127.0.0.1 " + line.port(), "+OK");
  }

  @Test
  @Usually("REPLICAOF is not known yet; or what is there already is not copied.")
  void aReplicaGetsAllThatIsThere() throws IOException {
    Redis master = master().expect("SET @text v", "+OK").expect("SET @mortal v EX 1000", "+OK");
    master.expect("RPUSH @list a b c", ":3").expect("HSET @hash f v g w", ":2");
    master.expect("EXPIRE @list 1000", ":1").expect("SET @gone v", "+OK").expect("DEL @gone", ":1");
    master.command("SET", "@bytes", "\0\r\n\u00e9").expectReply("+OK").expect("SET @last v", "+OK");
    Redis replica = replica(master).eventually("GET @last", "$1", "v");
    replica.expect("GET @text", "$1", "v").expect("TTL @mortal", ":<int:900..1000>");
    replica.expect("LRANGE @list 0 -1", "*3", "$1", "a", "$1", "b", "$1", "c");
    replica.expect("HGETALL @hash", "*4", "$1", "f", "$1", "v", "$1", "g", "$1", "w");
    replica.expect("TTL @list", ":<int:900..1000>").expect("EXISTS @gone", ":0");
    replica.command("GET", "@bytes").expectReply("$5", "\0", "\u00e9").expect("DBSIZE", ":6");
  }

  @Test
  void andAllThatIsChangedLater() throws IOException {
    Redis master = master().expect("SET @text v", "+OK").expect("HSET @hash f v", ":1");
    Redis replica = replica(master).eventually("GET @text", "$1", "v");
    master.send("INCR @n\r\nRPUSH @list x\r\n".repeat(3000)).replies(6000);
    master.expect("EXPIRE @text 1000", ":1").expect("HDEL @hash f", ":1");
    master.expect("SET @short v PX 1", "+OK").expect("LPOP @list", "$1", "x");
    master.expect("SET @text w KEEPTTL", "+OK").expect("SETEX @ex 1000 v", "+OK");
    replica.eventually("EXISTS @ex", ":1").expect("TTL @ex", ":<int:900..1000>");
    replica.expect("GET @n", "$4", "3000");
    replica.expect("LLEN @list", ":2999").expect("EXISTS @hash @short", ":0");
    replica.expect("GET @text", "$1", "w").expect("TTL @text", ":<int:900..1000>");
    master.expect("FLUSHALL", "+OK").expect("SET @new v", "+OK");
    replica.eventually("GET @new", "$1", "v").expect("DBSIZE", ":1");
  }

  @Test
  @Usually("A replica that somebody else can change is no copy any more.")
  void aReplicaIsForReading() throws IOException {
    Redis master = master().expect("SET @a 1", "+OK").expect("RPUSH @list x", ":1");
    Redis replica = replica(master).eventually("LLEN @list", ":1");
    String[] writes = {
      "SET @a 2",
      "INCR @a",
      "DEL @a",
      "EXPIRE @a 100",
      "RPUSH @list y",
      "LPOP @list",
      "HSET @hash f v",
      "SETEX @b 100 v",
      "FLUSHALL"
    };
    for (String write : writes) replica.expect(write, READ_ONLY);
    replica.expect("SET @a", "-ERR wrong number of arguments for 'set' command");
    replica.expect("GET @a", "$1", "1").expect("LLEN @list", ":1").expect("PING", "+PONG");
    master.expect("INCR @a", ":2");
    replica.eventually("GET @a", "$1", "2");
  }

  @Test
  void whatTheReplicaHadBeforeIsGone() throws IOException {
    Redis master = master().expect("SET @a master", "+OK");
    Redis replica = second(master).expect("SET @a own", "+OK").expect("RPUSH @b own", ":1");
    line = new Line(server().port());
    replica.expect("REPLICAOF 127.0.0.1 " + line.port(), "+OK");
    replica.eventually("GET @a", "$6", "master").expect("DBSIZE", ":1");
  }

  @Test
  @Usually("After NO ONE nothing of the old master may come any more, also not what is on its way.")
  void noOneMakesItAMaster() throws IOException {
    Redis master = master().expect("SET @a 1", "+OK");
    Redis replica = replica(master).eventually("GET @a", "$1", "1");
    replica.expect("REPLICAOF NO ONE", "+OK").expect("INCR @a", ":2");
    master.expect("SET @a master", "+OK");
    replica.pause(Duration.ofMillis(300)).expect("GET @a", "$1", "2").expect("INCR @b", ":1");
    master.expect("REPLICAOF no one", "+OK").expect("GET @a", "$6", "master");
    replica.expect("REPLICAOF 127.0.0.1 " + line.port(), "+OK");
    replica.eventually("GET @a", "$6", "master").expect("EXISTS @b", ":0");
  }

  @Test
  @Usually(
      "After a cut the replica begins where it does not know: something is lost, or run twice.")
  void aCutLineIsMended() throws IOException {
    Redis master = master();
    Redis replica = replica(master);
    int count = 0;
    for (int i = 0; i < 6; i++) {
      String batch = "INCR @n\r\nRPUSH @list 12345678901234567890\r\n".repeat(500);
      master.send(batch);
      line.shut = i % 2 == 1;
      line.cut();
      master.replies(1000);
      count += 500;
      if (i % 2 == 0) replica.eventually("LLEN @list", ":" + count);
    }
    line.shut = false;
    replica.eventually("LLEN @list", ":" + count).expect("GET @n", "$4", "" + count);
    master.expect("INCR @n", ":" + (count + 1));
    replica.eventually("GET @n", "$4", "" + (count + 1));
  }

  @Test
  @Usually(
      "The master's new life is another one: places in its log or stream may mean other bytes.")
  void aMasterThatWasKilledComesBack() throws IOException {
    Redis master = master().expect("SET @a 1", "+OK").expect("INCR @n", ":1");
    Redis replica = replica(master).eventually("GET @n", "$1", "1");
    kill();
    replica.expect("GET @a", "$1", "1").expect("SET @a 2", READ_ONLY);
    Redis again = master();
    Redis same = Redis.connect("127.0.0.1", server().port(), master.named("@x").substring(0, 7));
    clients.add(same);
    same.expect("GET @n", "$1", "1").expect("INCR @n", ":2").expect("DEL @a", ":1");
    line.to = server().port();
    replica.eventually("GET @n", "$1", "2").expect("EXISTS @a", ":0");
    check(again != master, "the master's second life", "the replica follows", "it does not");
  }

  @Test
  @Usually("A dead key is seen on the replica, or its deadline is counted anew from its arrival.")
  void keysDieOnBoth() throws IOException {
    Redis master = master().expect("SET @a v PX 300", "+OK").expect("SET @b v", "+OK");
    Redis replica = replica(master).eventually("EXISTS @b", ":1");
    master.expect("SET @c v PX 200", "+OK").expect("EXPIRE @b 1000", ":1");
    master.expect("SET @mark v", "+OK");
    replica.eventually("EXISTS @mark", ":1").expect("TTL @b", ":<int:900..1000>");
    replica.eventually("EXISTS @a @c", ":0");
    replica.expect("GET @a", "$-1").expect("TTL @c", ":-2");
    master.expect("SET @a again", "+OK");
    replica.eventually("GET @a", "$5", "again").expect("TTL @a", ":-1");
  }

  @Test
  void theReplicaKeepsItsData() throws IOException {
    notForRedis("it writes its log anew, some time after it has got the data");
    Redis master = master().expect("SET @a 1", "+OK");
    Redis replica = second(master).expect("SET @own v", "+OK");
    line = new Line(server().port());
    replica.expect("REPLICAOF 127.0.0.1 " + line.port(), "+OK").eventually("GET @a", "$1", "1");
    master.expect("INCR @a", ":2").expect("RPUSH @list x", ":1");
    replica.eventually("LLEN @list", ":1");
    replicas.getFirst().kill();
    String dir = folder().resolve("replica0").toString();
    replicas.add(another("--dir", dir, "--appendonly", "yes"));
    Redis after = client(replicas.getLast(), master);
    after.expect("GET @a", "$1", "2").expect("LLEN @list", ":1").expect("EXISTS @own", ":0");
    after.expect("INCR @a", ":3");
  }

  @Test
  void whatIsNoMasterIsRefusedOrWaitedFor() throws IOException {
    Redis redis = master().expect("SET @a 1", "+OK");
    redis.expect("REPLICAOF 127.0.0.1 port", "-ERR Invalid master port");
    redis.expect("REPLICAOF 127.0.0.1 99999999", "-ERR Invalid master port");
    redis.expect("REPLICAOF 127.0.0.1", "-ERR wrong number of arguments for 'replicaof' command");
    redis.expect("SET @a 2", "+OK");
    line = new Line(1);
    line.shut = true;
    redis.expect("REPLICAOF 127.0.0.1 " + line.port(), "+OK").expect("SET @a 3", READ_ONLY);
    redis.pause(Duration.ofMillis(300)).expect("GET @a", "$1", "2");
    redis.expect("REPLICAOF NO ONE", "+OK").expect("SET @a 3", "+OK");
  }

  @Test
  @Usually(
      "The master waits for a slow replica, or keeps in memory without a limit what it is owed.")
  void aReplicaThatTakesNothingHoldsNobodyUp() throws IOException {
    Redis master = master().expect("SET @a 1", "+OK");
    Redis replica = replica(master).eventually("GET @a", "$1", "1");
    line.held = true;
    byte[] page = new byte[MEGABYTE];
    for (int i = 0; i < 150; i++) master.command("SET", "@page", page).expectReply("+OK");
    master.expect("SET @last v", "+OK").expect("DEL @page", ":1").expect("GET @a", "$1", "1");
    line.held = false;
    line.cut();
    replica.eventually("GET @last", "$1", "v").eventually("EXISTS @page", ":0");
  }

  @Test
  void thereCanBeTwoAndOneCanFollowTheOther() throws IOException {
    Redis master = master().expect("SET @a 1", "+OK");
    Redis first = replica(master).eventually("GET @a", "$1", "1");
    Redis second = replica(master).eventually("GET @a", "$1", "1");
    Redis third = second(master);
    third.expect("REPLICAOF 127.0.0.1 " + replicas.getFirst().port(), "+OK");
    third.eventually("GET @a", "$1", "1");
    master.expect("INCR @a", ":2").expect("RPUSH @list x", ":1");
    for (Redis each : List.of(first, second, third)) {
      each.eventually("LLEN @list", ":1").expect("GET @a", "$1", "2").expect("INCR @a", READ_ONLY);
    }
  }
}
