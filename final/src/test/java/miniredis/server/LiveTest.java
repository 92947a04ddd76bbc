package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;

/** A whole server in this process for one test, its clock put forward by hand, and a client. */
public abstract class LiveTest {

  protected final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** Seconds by which the server's clock is put forward. */
  protected final AtomicLong ahead = new AtomicLong();

  protected final Server server;
  protected final Client client;

  protected LiveTest() {
    Config config = Config.of("port", "0", "bind", "127.0.0.1", "save", "", "appendonly", "no");
    ServerLog journal = new ServerLog(new PrintStream(log, true), false, ServerLog.Level.NOTICE);
    try {
      server = new Server(config, () -> Instant.now().plusSeconds(ahead.get()), journal);
      Thread.ofPlatform().daemon().start(this::run);
      client = Client.connect("127.0.0.1", server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  protected void end() throws Exception {
    client.close();
    server.stop();
    server.awaitEnd(Duration.ofSeconds(10));
  }

  /** The words, numbers and lists of a reply without their types. */
  protected String ask(String request) throws IOException {
    return text(client.call(request.split(" ")));
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes text) -> text.text();
      case Reply.Error(Bytes text) -> text.text();
      case Reply.Text(Bytes text) -> text.text();
      case Reply.Int(long number) -> "" + number;
      case Reply.Array(List<? extends Reply> items) ->
          items.stream().map(LiveTest::text).collect(Collectors.joining(" ", "[", "]"));
      case Reply other -> other.toString();
    };
  }

  protected void expect(String request, String reply) throws IOException {
    assertThat(ask(request)).as(request).isEqualTo(reply);
  }

  protected long figure(String name) throws IOException {
    Matcher matcher = Pattern.compile("(?m)^" + name + ":(\\d+)").matcher(ask("INFO everything"));
    assertThat(matcher.find()).as(name).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
