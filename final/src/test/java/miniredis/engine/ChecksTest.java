package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private final Trial trial = new Trial().command("DO", _ -> Reply.OK);
  private final Dispatcher dispatcher = trial.engine.dispatcher();

  private static Check refusing(String error) {
    return new Check(
        (_, _, _) -> {
          throw new CommandException(error);
        });
  }

  /** As MULTI does: the next request of the same piece of input is not to run any more. */
  @Test
  void aCheckThatBeginsToStandInTheMidstOfABatchIsAskedByTheVeryNextCommand() {
    Check check = refusing("ERR queued");
    dispatcher.checks(check);
    trial.command(
        "RISE",
        _ -> {
          check.stand(true);
          return Reply.OK;
        });
    dispatcher.startBatch();
    assertThat(trial.ask("DO")).isEqualTo(Reply.OK);
    assertThat(trial.ask("RISE")).isEqualTo(Reply.OK);
    assertThat(trial.ask("DO")).isEqualTo(Reply.error("ERR queued"));
    dispatcher.endBatch();
  }

  @Test
  void ofTwoThatRefuseTheFirstOfTheListIsHeardWhicheverStoodUpFirst() {
    Check first = refusing("NOAUTH first");
    Check second = refusing("OOM second");
    dispatcher.checks(first, second);
    second.stand(true);
    assertThat(trial.ask("DO")).isEqualTo(Reply.error("OOM second"));
    first.stand(true);
    assertThat(trial.ask("DO")).isEqualTo(Reply.error("NOAUTH first"));
    first.stand(false);
    assertThat(trial.ask("DO")).isEqualTo(Reply.error("OOM second"));
  }

  @Test
  void aCheckMayStandAsideWhileItIsAsked() {
    Check[] check = new Check[1];
    check[0] =
        new Check(
            (_, _, _) -> {
              check[0].stand(false);
              return Reply.simple("once");
            });
    dispatcher.checks(check[0], new Check((_, _, _) -> null));
    check[0].stand(true);
    assertThat(trial.ask("DO")).isEqualTo(Reply.simple("once"));
    assertThat(trial.ask("DO")).isEqualTo(Reply.OK);
  }

  @Test
  void aRefusedCommandIsCountedAsRejectedAndNotAsCalled() {
    Check check = refusing("OOM no");
    dispatcher.checks(check);
    check.stand(true);
    trial.ask("DO");
    Command command = trial.engine.table().find(Bytes.of("DO"));
    assertThat(command.rejected).isOne();
    assertThat(command.calls).isZero();
    assertThat(dispatcher.errors()).containsEntry("OOM", 1L);
  }

  @Test
  void aCommandOnAnotherThreadIsAFault() throws InterruptedException {
    trial.engine.adopt();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                trial.ask("DO");
              } catch (Throwable fault) {
                thrown.set(fault);
              }
            })
        .join();
    assertThat(thrown.get()).isInstanceOf(AssertionError.class).hasMessageContaining("one thread");
  }
}
