package miniredis.builtin;

import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.WRITE;

import miniredis.bytes.Bytes;
import miniredis.bytes.LongDouble;
import miniredis.bytes.LongDoubleReader;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Handler;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;

/** Strings that are numbers, counted up and down in one step that nobody can come between. */
final class CounterCommands {

  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");

  private CounterCommands() {}

  static void addTo(CommandTable table) {
    add(table, "INCR", 2, CounterCommands::incr)
        .summary("Adds one to the integer at a key, which is 0 if absent")
        .syntax("key");
    add(table, "DECR", 2, CounterCommands::decr)
        .summary("Takes one from the integer at a key, which is 0 if absent")
        .syntax("key");
    add(table, "INCRBY", 3, CounterCommands::incrby)
        .summary("Adds to the integer at a key, which is 0 if absent")
        .syntax("key increment");
    add(table, "DECRBY", 3, CounterCommands::decrby)
        .summary("Takes from the integer at a key, which is 0 if absent")
        .syntax("key decrement");
    add(table, "INCRBYFLOAT", 3, CounterCommands::incrbyfloat)
        .summary("Adds to the floating-point number at a key, which is 0 if absent")
        .since("2.6.0")
        .syntax("key increment:double");
  }

  private static Command add(CommandTable table, String name, int arity, Handler handler) {
    return table.add(name, arity, handler, WRITE, DENYOOM, FAST).key().brief();
  }

  static Reply incr(Call call) {
    return increment(call, 1);
  }

  static Reply decr(Call call) {
    return increment(call, -1);
  }

  static Reply incrby(Call call) {
    return increment(call, call.integer(2));
  }

  /** The lowest integer has no positive twin that could be added instead. */
  static Reply decrby(Call call) {
    long amount = call.integer(2);
    if (amount == Long.MIN_VALUE) throw new CommandException(Errors.DECREMENT_OVERFLOW);
    return increment(call, -amount);
  }

  private static Reply increment(Call call, long by) {
    long sum;
    try {
      sum = call.database().increment(call.key(), by);
    } catch (NumberFormatException notAnInteger) {
      throw new CommandException(Errors.NOT_AN_INTEGER);
    } catch (ArithmeticException overflow) {
      throw new CommandException(Errors.OVERFLOW);
    }
    call.event(EventClass.STRING, "incrby", call.key());
    return Reply.integer(sum);
  }

  /** Logged as the result: a machine that reckons otherwise must not come to another one. */
  static Reply incrbyfloat(Call call) {
    Bytes old = call.database().peekString(call.key());
    LongDouble before = old == null ? LongDouble.ZERO : number(old);
    LongDouble sum = before.plus(number(call.arg(2)));
    if (!sum.isFinite()) throw new CommandException(Errors.NAN_OR_INFINITY);
    Bytes result = Bytes.of(sum.toString());
    call.database().replaceString(call.key(), result);
    call.event(EventClass.STRING, "incrbyfloat", call.key());
    call.propagateAs(SET, call.key(), result, KEEPTTL);
    return Reply.bulk(result);
  }

  private static LongDouble number(Bytes bytes) {
    return LongDoubleReader.read(bytes).orElseThrow(() -> new CommandException(Errors.NOT_A_FLOAT));
  }
}
