package miniredis.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.End;
import miniredis.value.ListValue;
import org.junit.jupiter.api.Test;

/** What becomes of a value that a handler was handed to edit, however the handler ends. */
class EditsTest {

  private static final Bytes KEY = Bytes.of("k");

  private final Trial trial = new Trial();
  private final List<String> heard = new ArrayList<>();
  private final List<String> effects = new ArrayList<>();

  EditsTest() {
    trial.command("PUSH", this::push);
    trial.command("BREAK", this::breakOff);
    trial.command("TAKE", this::take);
    trial.engine.listeners().whenChanged((_, key) -> heard.add("changed " + key.text()));
    trial.engine.listeners().whenEvent((_, event, _, key) -> heard.add(event + " " + key.text()));
    trial.engine.propagation().add(unit -> effects.add(unit.request(0)[0].text()));
  }

  private static ListValue list(Call call) {
    return call.database().editable(KEY, ListValue.class, () -> new ListValue(-2));
  }

  private Reply push(Call call) {
    list(call).push(End.TAIL, call.arg(1));
    call.edited(KEY, EventClass.LIST, "rpush", 1);
    return Reply.OK;
  }

  /** Fails between the edit and the word that there was one. */
  private Reply breakOff(Call call) {
    ListValue list = list(call);
    for (Bytes each : call.from(1)) list.push(End.TAIL, each);
    throw new IllegalStateException("broken");
  }

  private Reply take(Call call) {
    list(call).pop(End.HEAD);
    call.edited(KEY, EventClass.LIST, "lpop", 1);
    return Reply.OK;
  }

  @Test
  void aHandlerThatThrowsInsideAnEditLeavesNoEmptyKey() {
    long before = trial.engine.keyspace().memory().used();
    assertThat(trial.ask("BREAK")).isInstanceOf(Reply.Error.class);
    assertThat(trial.data().exists(KEY)).isFalse();
    assertThat(effects).isEmpty();
    assertThat(trial.engine.keyspace().memory().used()).isEqualTo(before);
  }

  @Test
  void whatItMadeIsTakenBackWholeAndWhatWasThereCountsAsChanged() {
    trial.ask("BREAK a b");
    assertThat(trial.data().exists(KEY)).isFalse();
    trial.ask("PUSH a");
    long before = trial.engine.keyspace().memory().used();
    heard.clear();
    trial.ask("BREAK " + "x".repeat(1000));
    assertThat(heard).containsExactly("changed k");
    assertThat(effects).containsExactly("PUSH", "BREAK");
    assertThat(trial.engine.keyspace().memory().used()).isGreaterThan(before + 900);
  }

  @Test
  void theLastElementTakesTheKeyWithItAndThatIsReported() {
    trial.ask("PUSH a");
    heard.clear();
    trial.ask("TAKE");
    assertThat(trial.data().exists(KEY)).isFalse();
    assertThat(heard).containsExactly("changed k", "lpop k", "del k");
  }

  @Test
  void aValueThatWasEditedAndDeletedIsNotKeptAlive() throws Exception {
    trial.command(
        "GONE",
        call -> {
          list(call).push(End.TAIL, Bytes.of("a"));
          call.database().delete(KEY);
          return Reply.OK;
        });
    trial.ask("PUSH a");
    var value = new java.lang.ref.WeakReference<>(trial.data().peek(KEY));
    trial.ask("GONE");
    for (int tries = 0; value.get() != null && tries < 100; tries++) System.gc();
    assertThat(value.get()).isNull();
  }

  @Test
  void anEditThatNobodySpokeOfIsCountedInMemoryAllTheSame() {
    trial.command(
        "QUIET",
        call -> {
          list(call).push(End.TAIL, Bytes.of("x".repeat(1000)));
          return Reply.OK;
        });
    trial.ask("PUSH a");
    long before = trial.engine.keyspace().memory().used();
    trial.ask("QUIET");
    assertThat(trial.engine.keyspace().memory().used()).isGreaterThan(before + 900);
  }
}
