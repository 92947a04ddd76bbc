package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.command.WaitingRoom.When;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class TransactionsTest {

  private static final Reply QUEUED = Reply.simple("QUEUED");

  private final Trial trial = new Trial();
  private final Dispatcher dispatcher = trial.engine.dispatcher();
  private final Client other = trial.client(2);
  private final Check memory =
      new Check(
          (client, command, _) -> {
            if (!client.wants(command, Flag.DENYOOM)) return null;
            throw new CommandException("OOM no memory");
          });

  TransactionsTest() {
    Transactions transactions = dispatcher.transactions();
    dispatcher.checks(transactions.insideCheck(), memory, transactions.queueingCheck());
    trial.engine.table().add("PUT", 3, TransactionsTest::put, Flag.WRITE, Flag.DENYOOM);
    trial.command("FAIL", TransactionsTest::fail);
    trial.engine.table().add("ALONE", 1, _ -> Reply.OK, Flag.NO_MULTI);
    trial.command("TAKE", this::take);
  }

  private static Reply put(Call call) {
    call.database().setString(call.arg(1), call.arg(2));
    return Reply.OK;
  }

  private static Reply fail(Call call) {
    throw new CommandException("ERR failed");
  }

  /** As BLPOP. */
  private Reply take(Call call) {
    return dispatcher
        .waiters()
        .await(call, call.from(1), When.THERE, 0, Reply.NULL_ARRAY, (_, _) -> Reply.OK);
  }

  private void begin(String... queued) {
    assertThat(trial.ask("MULTI")).isEqualTo(Reply.OK);
    for (String each : queued) assertThat(trial.ask(each)).as(each).isEqualTo(QUEUED);
  }

  private boolean has(String key) {
    return trial.data().exists(Bytes.of(key));
  }

  /** The requests need not come one by one: they may stand in one piece of input. */
  @Test
  void whatFollowsMultiIsQueuedAndExecRunsIt() {
    dispatcher.startBatch();
    begin("PUT a 1", "FAIL", "PUT b 2");
    assertThat(has("a")).isFalse();
    assertThat(trial.ask("EXEC"))
        .isEqualTo(Reply.array(Reply.OK, Reply.error("ERR failed"), Reply.OK));
    assertThat(has("a") && has("b")).isTrue();
    assertThat(trial.ask("PUT c 3")).isEqualTo(Reply.OK);
  }

  @Test
  void itIsOneUnitForWhoeverFollowsWhatIsDone() {
    List<Integer> units = new ArrayList<>();
    trial.engine.propagation().add(unit -> units.add(unit.size()));
    begin("PUT a 1", "PUT b 2");
    trial.ask("EXEC");
    assertThat(units).containsExactly(2);
  }

  @Test
  void aDatabaseExchangedWithItselfIsNoChangeForWhoWatches() {
    trial.ask("PUT a 1");
    trial.ask("WATCH a");
    trial.engine.keyspace().swap(0, 0);
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.OK));
    trial.ask("WATCH a");
    trial.engine.keyspace().swap(0, 1);
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);
  }

  @Test
  void anotherClientIsNotQueued() {
    begin("PUT a 1");
    assertThat(trial.ask(other, "PUT b 2")).isEqualTo(Reply.OK);
    assertThat(trial.ask(other, "EXEC")).isEqualTo(Reply.error("ERR EXEC without MULTI"));
  }

  @Test
  void oneCommandThatIsRefusedSpoilsTheWhole() {
    for (String wrong : List.of("NOSUCH", "PUT a", "ALONE")) {
      begin("PUT a 1");
      assertThat(trial.ask(wrong)).as(wrong).isInstanceOf(Reply.Error.class);
      assertThat(trial.ask("EXEC"))
          .isEqualTo(Reply.error("EXECABORT Transaction discarded because of previous errors."));
      assertThat(has("a")).isFalse();
    }
  }

  @Test
  void execIsCheckedForAllThatItWouldRun() {
    begin("PUT a 1");
    memory.stand(true);
    assertThat(trial.ask("EXEC"))
        .isEqualTo(Reply.error("EXECABORT Transaction discarded because of: OOM no memory"));
    memory.stand(false);
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.error("ERR EXEC without MULTI"));
    assertThat(has("a")).isFalse();
  }

  @Test
  void aKeyThatChangedSinceItWasWatchedMakesExecRunNothing() {
    trial.ask("WATCH a");
    trial.ask(other, "PUT a 1");
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).as("watched no more").isEqualTo(Reply.array(Reply.OK));
  }

  @Test
  void aDeadlineAFlushAndAnExchangeOfDatabasesAreChangesToo() {
    trial.data().setString(Bytes.of("a"), Bytes.of("1"), trial.engine.keyspace().now() + 10);
    trial.ask("WATCH a");
    trial.advance(11);
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);

    trial.ask("PUT a 1");
    trial.ask("WATCH a");
    trial.engine.keyspace().clear();
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);

    trial.ask("WATCH a");
    trial.engine.keyspace().database(1).setString(Bytes.of("a"), Bytes.of("1"));
    trial.engine.keyspace().swap(0, 1);
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.NULL_ARRAY);
  }

  @Test
  void thatADeadKeyIsFoundAndRemovedIsNoChange() {
    watchDead("a");
    assertThat(trial.data().exists(Bytes.of("a"))).isFalse();
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.OK));

    watchDead("a");
    assertThat(trial.data().exists(Bytes.of("a"))).isFalse();
    trial.ask(other, "PUT a 1");
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).as("there again").isEqualTo(Reply.NULL_ARRAY);
  }

  private void watchDead(String key) {
    long soon = trial.engine.keyspace().now() + 10;
    trial.data().setString(Bytes.of(key), Bytes.of("1"), soon);
    trial.advance(11);
    trial.ask("WATCH " + key);
  }

  @Test
  void whatWasNotThereAndIsNotThereHasNotChanged() {
    trial.ask("WATCH a");
    trial.engine.keyspace().clear();
    begin("PUT b 2");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.OK));
  }

  @Test
  void unwatchDiscardAndARefusedExecForgetWhatWasWatched() {
    for (String forget : List.of("UNWATCH", "MULTI;DISCARD", "EXEC now")) {
      trial.ask("WATCH a");
      for (String each : forget.split(";")) trial.ask(each);
      trial.ask(other, "PUT a " + forget.length());
      begin("PUT b 2");
      assertThat(trial.ask("EXEC")).as(forget).isEqualTo(Reply.array(Reply.OK));
    }
  }

  @Test
  void nobodyWaitsInsideATransaction() {
    begin("TAKE a");
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.NULL_ARRAY));
  }

  @Test
  void aClientThatLeavesTakesItsTransactionWithIt() {
    begin("PUT a 1");
    trial.client.end();
    assertThat(trial.ask("PUT b 2")).isEqualTo(Reply.OK);
  }

  @Test
  void theClientListTellsOfTheTransaction() {
    trial.ask("WATCH a");
    trial.ask(other, "PUT a 1");
    begin("PUT b 2", "PUT c 3");
    ClientFacts facts = trial.client.facts();
    assertThat(facts.flags).hasToString("xd");
    assertThat(facts.queued).isEqualTo(2);
  }

  @Test
  void multiAndWatchAreRefusedInsideWithoutHarm() {
    begin("PUT a 1");
    assertThat(trial.ask("MULTI")).isEqualTo(Reply.error("ERR MULTI calls can not be nested"));
    assertThat(trial.ask("WATCH a"))
        .isEqualTo(Reply.error("ERR WATCH inside MULTI is not allowed"));
    assertThat(trial.ask("EXEC")).isEqualTo(Reply.array(Reply.OK));
    assertThat(trial.ask("DISCARD")).isEqualTo(Reply.error("ERR DISCARD without MULTI"));
  }
}
