package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.command.Call;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class PropagationTest {

  private final Trial trial =
      new Trial()
          .command("PUT", PropagationTest::put)
          .command("NOTHING", _ -> Reply.OK)
          .command("BOTH", this::both)
          .caller("ALL", this::all);

  private final List<String> first = new ArrayList<>();
  private final List<String> second = new ArrayList<>();

  PropagationTest() {
    trial.engine.propagation().add(unit -> first.add(told(unit)));
    trial.engine.propagation().add(unit -> second.add(told(unit)));
  }

  private static Reply put(Call call) {
    call.database().setString(call.arg(1), call.arg(2));
    return Reply.OK;
  }

  private Reply both(Call call) {
    call.database().setString(call.arg(1), Bytes.of("x"));
    call.propagateAs(Bytes.of("ONE"), call.arg(1));
    call.propagateAs(Bytes.of("TWO"), call.arg(1));
    return Reply.OK;
  }

  /** Runs other commands, as EXEC does. */
  private Reply all(Call call) {
    for (Bytes line : call.from(1)) {
      Bytes[] request = Words.split(line.text()).orElseThrow();
      Dispatcher dispatcher = trial.engine.dispatcher();
      dispatcher.execute(call.client(), dispatcher.resolve(request), request);
    }
    return Reply.OK;
  }

  private static String told(Effects unit) {
    StringJoiner told = new StringJoiner("; ", unit.isTransaction() ? "{" : "", "");
    for (int i = 0; i < unit.size(); i++) {
      String request =
          Arrays.stream(unit.request(i)).map(Bytes::text).collect(Collectors.joining(" "));
      told.add(unit.database(i) + " " + request);
    }
    return told.toString();
  }

  @Test
  void twoTakersAreHandedTheSameWholeUnits() {
    trial.ask("PUT a 1");
    trial.ask("NOTHING");
    trial.ask("BOTH b");
    trial.ask("ALL \"PUT c 1\" NOTHING \"BOTH d\"");
    assertThat(first)
        .containsExactly("0 PUT a 1", "{0 ONE b; 0 TWO b", "{0 PUT c 1; 0 ONE d; 0 TWO d");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void oneWhoComesLaterIsHandedWhatEndsFromThenOn() {
    List<String> third = new ArrayList<>();
    EffectTaker taker = unit -> third.add(told(unit));
    trial.ask("PUT a 1");
    trial.engine.propagation().add(taker);
    trial.ask("PUT b 2");
    trial.engine.propagation().remove(taker);
    trial.ask("PUT c 3");
    assertThat(third).containsExactly("0 PUT b 2");
    assertThat(first).hasSize(3);
  }

  @Test
  void theDeathOfAKeyThatACommandComesUponBelongsToTheCommand() {
    trial.data().setString(Bytes.of("a"), Bytes.of("1"), trial.engine.keyspace().now() + 10);
    trial.advance(11);
    trial.ask("PUT a 2");
    assertThat(first).containsExactly("{0 DEL a; 0 PUT a 2");
  }

  @Test
  void theKeysThatASweepRemovesAreOneUnitThatMayBeParted() {
    trial.engine.propagation().unlinkExpired(true);
    for (String key : List.of("a", "b")) {
      trial.data().setString(Bytes.of(key), Bytes.of("1"), trial.engine.keyspace().now() + 10);
    }
    trial.advance(11);
    trial.engine.cron(100_000_000);
    assertThat(first).hasSize(1).allMatch(told -> told.matches("0 UNLINK [ab]; 0 UNLINK [ab]"));
  }

  @Test
  void aCommandThatFailsAfterAChangeIsHandedOnAllTheSame() {
    trial.command(
        "BREAK",
        call -> {
          put(call);
          throw new IllegalStateException("broken");
        });
    trial.ask("BREAK a 1");
    trial.ask("PUT b 2");
    assertThat(first).containsExactly("0 BREAK a 1", "0 PUT b 2");
  }

  @Test
  void aStreamSelectsWhereTheDatabaseChangesAndFramesWhatBelongsTogether() {
    List<String> stream = new ArrayList<>();
    EffectStream out =
        new EffectStream(
            request ->
                stream.add(
                    Arrays.stream(request).map(Bytes::text).collect(Collectors.joining(" "))));
    trial.engine.propagation().add(out::write);
    trial.ask("PUT a 1");
    trial.client.select(2);
    trial.ask("PUT b 1");
    trial.ask("BOTH c");
    out.restart();
    trial.ask("PUT d 1");
    assertThat(stream)
        .containsExactly(
            "SELECT 0",
            "PUT a 1",
            "SELECT 2",
            "PUT b 1",
            "MULTI",
            "ONE c",
            "TWO c",
            "EXEC",
            "SELECT 2",
            "PUT d 1");
  }
}
