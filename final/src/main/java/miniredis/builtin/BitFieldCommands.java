package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.Access.VARIABLE_FLAGS;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.builtin.BitField.Overflow;
import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.StringValue;

/**
 * BITFIELD: a list of steps that read and write integers of any width inside one string.
 *
 * <p>All steps are read before the first is taken, so that a request is carried out whole or not at
 * all, and so that the string grows once.
 */
final class BitFieldCommands {

  private BitFieldCommands() {}

  static void addTo(CommandTable table) {
    table
        .add("BITFIELD", atLeast(2), BitFieldCommands::bitfield, WRITE, DENYOOM)
        .keys(
            KeySpec.at(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS)
                .noting("What happens to the key depends on the steps: GET alone only reads it"))
        .keysBy(BitFieldCommands::keyOf)
        .summary("Reads and writes integers of any width inside the string at a key")
        .since("3.2.0")
        .complexity("O(1) for each step")
        .syntax(
            "key [operation:<GET encoding offset | write:<[OVERFLOW <WRAP | SAT | FAIL>]"
                + " write_operation:<SET encoding offset value:integer"
                + " | INCRBY encoding offset increment>>>"
                + " [operation ...]]");
    table
        .add("BITFIELD_RO", atLeast(2), BitFieldCommands::bitfieldRo, READONLY, FAST)
        .key()
        .summary("Reads integers of any width inside the string at a key")
        .since("6.0.0")
        .complexity("O(1) for each step")
        .syntax("key [GET encoding offset [GET encoding offset ...]]");
  }

  private enum Action {
    GET,
    SET,
    INCRBY
  }

  private record Step(Action action, BitField field, long offset, long operand, Overflow overflow) {

    boolean writes() {
      return action != Action.GET;
    }

    /** The number of bytes that a string must have for this step. */
    int reach() {
      return (int) ((offset + field.width() - 1 >> 3) + 1);
    }
  }

  static Reply bitfield(Call call) {
    List<Step> steps = steps(call);
    return steps.stream().anyMatch(Step::writes) ? write(call, steps) : read(call, steps);
  }

  static Reply bitfieldRo(Call call) {
    List<Step> steps = steps(call);
    if (steps.stream().anyMatch(Step::writes))
      throw new CommandException(Errors.BITFIELD_READ_ONLY);
    return read(call, steps);
  }

  private static List<Step> steps(Call call) {
    List<Step> steps = new ArrayList<>();
    Overflow overflow = Overflow.WRAP;
    for (int i = 2; i < call.size(); ) {
      int left = call.size() - i - 1;
      if (call.arg(i).is("OVERFLOW") && left >= 1) {
        overflow = overflow(call.arg(i + 1));
        i += 2;
        continue;
      }
      Action action = action(call.arg(i), left);
      BitField field = BitField.named(call.arg(i + 1));
      long offset = BitCommands.offset(call, call.arg(i + 2), field.width());
      long operand = action == Action.GET ? 0 : call.integer(i + 3);
      steps.add(new Step(action, field, offset, operand, overflow));
      i += action == Action.GET ? 3 : 4;
    }
    return steps;
  }

  private static Overflow overflow(Bytes word) {
    for (Overflow overflow : Overflow.values()) if (word.is(overflow.name())) return overflow;
    throw new CommandException(Errors.BITFIELD_OVERFLOW);
  }

  private static Action action(Bytes word, int argumentsLeft) {
    if (word.is("GET") && argumentsLeft >= 2) return Action.GET;
    if (word.is("SET") && argumentsLeft >= 3) return Action.SET;
    if (word.is("INCRBY") && argumentsLeft >= 3) return Action.INCRBY;
    throw Errors.syntax();
  }

  private static Reply read(Call call, List<Step> steps) {
    StringValue string = call.database().stringValue(call.key());
    return Reply.array(
        steps.stream().map(step -> Reply.integer(step.field.get(string, step.offset))).toList());
  }

  private static Reply write(Call call, List<Step> steps) {
    int reach = steps.stream().filter(Step::writes).mapToInt(Step::reach).max().orElse(0);
    StringValue string = call.database().editableString(call.key(), reach);
    boolean grown = reach > string.length();
    if (grown) string.set(reach - 1, (byte) 0);
    boolean changed = false;
    List<Reply> replies = new ArrayList<>();
    for (Step step : steps) {
      long before = step.field.get(string, step.offset);
      Reply reply = take(step, string, before);
      replies.add(reply);
      boolean written = step.writes() && reply != Reply.NULL;
      changed |= written && (grown || step.field.get(string, step.offset) != before);
    }
    if (changed) call.edited(call.key(), EventClass.STRING, "setbit", 1);
    else if (grown) call.database().edited(call.key());
    return Reply.array(replies);
  }

  /** SET replies what was there before, INCRBY what is there now. */
  private static Reply take(Step step, StringValue string, long before) {
    if (step.action == Action.GET) return Reply.integer(before);
    boolean sets = step.action == Action.SET;
    OptionalLong after =
        sets
            ? step.field.fit(step.operand, 0, step.overflow)
            : step.field.fit(before, step.operand, step.overflow);
    if (after.isEmpty()) return Reply.NULL;
    step.field.set(string, step.offset, after.getAsLong());
    return Reply.integer(sets ? before : after.getAsLong());
  }

  /** Whether the key is changed depends on the steps; what is no list of steps might change it. */
  private static List<KeySpec.Found> keyOf(Bytes[] args) {
    boolean reads = true;
    for (int i = 2; i < args.length && reads; ) {
      int left = args.length - i - 1;
      reads = args[i].is("GET") && left >= 2 || args[i].is("OVERFLOW") && left >= 1;
      i += args[i].is("GET") ? 3 : 2;
    }
    return List.of(
        reads ? new KeySpec.Found(1, RO, ACCESS) : new KeySpec.Found(1, RW, ACCESS, UPDATE));
  }
}
