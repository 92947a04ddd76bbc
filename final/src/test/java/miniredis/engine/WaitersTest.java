package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.WaitingRoom.KeyAttempt;
import miniredis.command.WaitingRoom.Topic;
import miniredis.command.WaitingRoom.When;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private static final long NEVER = 0;

  /** As WAIT: replicas have taken what was done up to a place. */
  private record Reached(long offset) implements Topic {}

  private final Trial trial = new Trial();
  private final Waiters waiters = trial.engine.dispatcher().waiters();

  WaitersTest() {
    trial.command("PUT", WaitersTest::put);
    trial.command("DROP", call -> Reply.integer(call.database().delete(call.arg(1)) ? 1 : 0));
    trial.command("TAKE", this::take);
    trial.command("WATCHOVER", this::watchOver);
    trial.command("MOVEON", this::moveOn);
    trial.command("REACH", this::reach);
  }

  private static Reply put(Call call) {
    call.database().setString(call.arg(1), call.arg(2));
    return Reply.OK;
  }

  private Reply await(Call call, When when, KeyAttempt attempt) {
    return waiters.await(call, call.from(1), when, NEVER, Reply.NULL_ARRAY, attempt);
  }

  /** As BLPOP: takes what has come. */
  private Reply take(Call call) {
    return await(
        call,
        When.THERE,
        (each, key) -> {
          Bytes value = each.database().string(key);
          each.database().delete(key);
          return Reply.bulk(value);
        });
  }

  /** As XREADGROUP: its key is there, and must not go unnoticed. */
  private Reply watchOver(Call call) {
    return await(
        call,
        When.THERE_OR_GONE,
        (each, key) -> each.database().exists(key) ? null : Reply.error("UNBLOCKED gone"));
  }

  /** As BLMOVE: what comes goes to the next key. */
  private Reply moveOn(Call call) {
    return waiters.await(
        call,
        List.of(call.arg(1)),
        When.THERE,
        NEVER,
        Reply.NULL,
        (each, key) -> {
          Bytes value = each.database().string(key);
          each.database().delete(key);
          each.database().setString(each.arg(2), value);
          return Reply.bulk(value);
        });
  }

  private Reply reach(Call call) {
    Topic topic = new Reached(call.integer(1));
    return waiters.await(call, topic, NEVER, Reply.ZERO, (_, _) -> Reply.ONE);
  }

  @Test
  void whoWaitsForMoreOfAKeyIsWokenWhenTheKeyGoes() {
    trial.ask("PUT k v");
    assertThat(trial.ask(trial.client(2), "WATCHOVER k")).isEqualTo(Reply.NONE);
    trial.ask("PUT k w");
    assertThat(trial.served).isEmpty();
    trial.ask("DROP k");
    assertThat(trial.served).containsExactly("2 " + Reply.error("UNBLOCKED gone"));
  }

  @Test
  void aKeyThatDiesOfItsDeadlineOrIsFlushedHasGoneToo() {
    trial.data().setString(Bytes.of("k"), Bytes.of("v"), trial.engine.keyspace().now() + 10);
    trial.ask(trial.client(2), "WATCHOVER k");
    trial.advance(11);
    trial.engine.cron(100_000_000);
    trial.ask("PUT other v");
    assertThat(trial.served).hasSize(1);
    trial.ask("PUT k v");
    trial.ask(trial.client(3), "WATCHOVER k");
    trial.command(
        "FLUSH",
        call -> {
          call.keyspace().clear();
          return Reply.OK;
        });
    trial.ask("FLUSH");
    assertThat(trial.served).hasSize(2);
  }

  @Test
  void theFirstWhoCameIsServedAndTheOthersGoOnWaiting() {
    for (long id = 2; id <= 4; id++) trial.ask(trial.client(id), "TAKE k");
    trial.ask("PUT k a");
    trial.ask("PUT k b");
    assertThat(trial.served)
        .containsExactly("2 " + Reply.bulk(Bytes.of("a")), "3 " + Reply.bulk(Bytes.of("b")));
  }

  @Test
  void servingOneMayServeTheNextInAChain() {
    trial.ask(trial.client(2), "MOVEON a b");
    trial.ask(trial.client(3), "MOVEON b c");
    trial.ask(trial.client(4), "TAKE c");
    trial.ask("PUT a x");
    assertThat(trial.served).extracting(told -> told.charAt(0)).containsExactly('2', '3', '4');
    assertThat(trial.data().size()).isZero();
  }

  @Test
  void whatComesAndGoesWithinOneCommandWasNeverThere() {
    trial.command(
        "COMEANDGO",
        call -> {
          put(call);
          call.database().delete(call.arg(1));
          return Reply.OK;
        });
    trial.ask(trial.client(2), "TAKE k");
    trial.ask("COMEANDGO k v");
    assertThat(trial.served).isEmpty();
  }

  @Test
  void oneMayWaitForWhatIsNoKey() {
    trial.ask(trial.client(2), "REACH 100");
    trial.ask(trial.client(3), "REACH 200");
    trial.command(
        "ACK",
        call -> {
          waiters.happened(new Reached(call.integer(1)));
          return Reply.OK;
        });
    trial.ask("ACK 200");
    assertThat(trial.served).containsExactly("3 " + Reply.ONE);
  }

  @Test
  void whoHasLeftIsNotServed() {
    Client gone = trial.client(2);
    trial.ask(gone, "TAKE k");
    trial.ask(trial.client(3), "TAKE k");
    gone.end();
    trial.ask("PUT k a");
    assertThat(trial.served).containsExactly("3 " + Reply.bulk(Bytes.of("a")));
  }
}
