package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.command.Handler;
import miniredis.command.User;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

/** What the dispatcher does again from a log: the handler alone, for a client of the server's. */
class ReplayTest {

  private final ServerLog log =
      new ServerLog(
          new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.WARNING);
  private final Engine engine = new Engine(16, () -> Instant.EPOCH, log);
  private final Client client = Client.internal(User.SERVER);
  private final List<String> asked = new ArrayList<>();

  private Reply replay(String line, Handler handler) {
    Command command = engine.table().add(line, 1, handler, Flag.WRITE);
    return engine.dispatcher().replay(client, command, Words.split(line).orElseThrow());
  }

  @Test
  void noCheckIsAskedAndNothingIsCounted() {
    Check check = new Check((_, command, _) -> Reply.error("ERR no " + asked.add(command.name())));
    check.stand(true);
    engine.dispatcher().checks(check);
    assertThat(replay("DO", _ -> Reply.OK)).isEqualTo(Reply.OK);
    assertThat(asked).isEmpty();
    assertThat(engine.dispatcher().processed()).isZero();
  }

  @Test
  void theClientKeepsTheDatabaseItSelects() {
    replay(
        "SELECT",
        call -> {
          call.client().select(3);
          return Reply.OK;
        });
    assertThat(replay("WHERE", call -> Reply.integer(call.database().index())))
        .isEqualTo(Reply.integer(3));
  }

  @Test
  void aRefusalIsAReplyAndAFaultIsThrown() {
    assertThat(
            replay(
                "BAD",
                _ -> {
                  throw new CommandException("ERR bad");
                }))
        .isEqualTo(new Reply.Error(Bytes.of("ERR bad")));
    assertThatThrownBy(
            () ->
                replay(
                    "FAULT",
                    _ -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
  }

  @Test
  void whatIsSentToTheClientIsLostAndItCannotWait() {
    client.link().push(Reply.OK);
    client.link().closeAtOnce();
    assertThat(client.link().mayBlock()).isFalse();
    assertThat(client.isLoggedIn()).isTrue();
  }
}
