package miniredis.server;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.config.CommandLine;
import miniredis.config.Config;
import miniredis.config.ConfigSources;
import miniredis.engine.ServerLog;
import miniredis.resp.ReadyList;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyRepliesTest {

  @TempDir private Path folder;
  private Server server;
  private CommandTable table;
  private long started;

  @BeforeEach
  void start() throws IOException {
    Config config = settings("port", "0", "bind", "127.0.0.1");
    ServerLog log = new ServerLog(System.err, false, ServerLog.Level.WARNING);
    server = new Server(config, InstantSource.system(), log);
    table = server.engine().table();
    started = System.currentTimeMillis();
  }

  /** A server's doors are closed at the end of its run. */
  @AfterEach
  void end() throws IOException {
    server.stop();
    server.run();
  }

  private Config settings(String... more) {
    String[] usual = {"save", "", "appendonly", "no", "dir", folder.toString()};
    return Config.of(Stream.of(usual, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private Reply answer(String request) {
    Bytes[] words = Stream.of(request.split(" ")).map(Bytes::of).toArray(Bytes[]::new);
    Command command = table.find(words);
    return command.handler().handle(new Call(null, command, words, server.engine().keyspace()));
  }

  private static String wire(Reply reply, int protocol) {
    BytesBuilder out = new BytesBuilder(1000);
    ReplyWriter.write(reply, protocol, out);
    return out.toBytes().latinText();
  }

  private void keepAll(ReadyReplies kept) throws IOException {
    for (String request : ReadyReplies.REQUESTS) {
      Reply made = answer(request);
      for (int protocol = 2; protocol <= 3; protocol++) {
        kept.keep(request, protocol, wire(made, protocol), table.all().size());
      }
    }
  }

  private static boolean isReady(Reply reply) {
    if (reply instanceof Reply.Array(var items)) return items instanceof ReadyList;
    return reply instanceof Reply.Map(var items) && items instanceof ReadyList;
  }

  @Test
  void aKeptReplyHasTheBytesAndTheItemsOfOneThatIsMade() throws IOException {
    ReadyReplies kept = new ReadyReplies(folder, started);
    keepAll(kept);
    List<Reply> made = ReadyReplies.REQUESTS.stream().map(this::answer).toList();
    kept.use(table);
    for (int i = 0; i < made.size(); i++) {
      Reply ready = answer(ReadyReplies.REQUESTS.get(i));
      assertThat(isReady(ready)).isTrue();
      assertThat(wire(ready, 2)).isEqualTo(wire(made.get(i), 2));
      assertThat(wire(ready, 3)).isEqualTo(wire(made.get(i), 3));
      assertThat(ready.equals(made.get(i))).isTrue();
    }
  }

  @Test
  void whoAsksForLessIsAnsweredAsEver() throws IOException {
    ReadyReplies kept = new ReadyReplies(folder, started);
    keepAll(kept);
    kept.use(table);
    Reply one = answer("COMMAND DOCS get");
    assertThat(isReady(one)).isFalse();
    assertThat(wire(one, 3)).startsWith("%1\r\n$3\r\nget\r\n");
  }

  @Test
  void aFileThatIsMissingCutOffOrOfAnotherBuildIsPassedOver() throws IOException {
    ReadyReplies kept = new ReadyReplies(folder, started);
    kept.use(table);
    assertThat(isReady(answer("COMMAND"))).isFalse();
    keepAll(kept);
    assertThat(isReady(answer("COMMAND"))).isTrue();
    try (FileChannel file = FileChannel.open(folder.resolve("command.3"), WRITE)) {
      file.truncate(file.size() - 1);
    }
    Files.setLastModifiedTime(folder.resolve("command.3"), FileTime.fromMillis(started));
    assertThat(isReady(answer("COMMAND"))).isFalse();
    assertThat(isReady(answer("COMMAND DOCS"))).isTrue();
    Files.setLastModifiedTime(
        folder.resolve("command-docs.2"), FileTime.fromMillis(started + 9000));
    assertThat(isReady(answer("COMMAND DOCS"))).isFalse();
    kept.keep("COMMAND", 3, wire(answer("COMMAND"), 3), table.all().size() - 1);
    assertThat(isReady(answer("COMMAND"))).isFalse();
  }

  @Test
  void whereCommandsAreHiddenOrRenamedTheKeptRepliesWouldBeWrong() throws IOException {
    CommandLine renames = CommandLine.parse(new String[] {"--rename-command", "keys", "hidden"});
    assertThat(Commands.areAllThere(settings())).isTrue();
    assertThat(Commands.areAllThere(settings("compat", "7.0"))).isFalse();
    assertThat(Commands.areAllThere(ConfigSources.load(renames, Map.of(), folder))).isFalse();
  }
}
