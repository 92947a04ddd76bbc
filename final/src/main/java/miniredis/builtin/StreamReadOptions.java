package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.WaitingRoom;

/**
 * What XREAD and XREADGROUP are asked for.
 *
 * @param group of XREADGROUP, else null
 * @param consumer of XREADGROUP, else null
 * @param acknowledged whether what is delivered counts as acknowledged at once
 * @param count the most entries of each stream; 0: all
 * @param waits whether to wait if there is nothing
 * @param deadline until when, in Unix milliseconds, or {@link WaitingRoom#NEVER}
 * @param keysAndIds first all keys, then the id of each
 */
record StreamReadOptions(
    Bytes group,
    Bytes consumer,
    boolean acknowledged,
    long limit,
    boolean waits,
    long deadline,
    List<Bytes> keysAndIds) {

  static StreamReadOptions of(Call call, boolean inGroup) {
    Bytes group = null;
    Bytes consumer = null;
    boolean acknowledged = false;
    long limit = 0;
    boolean waits = false;
    long deadline = WaitingRoom.NEVER;
    List<Bytes> keysAndIds = null;
    for (int i = 1; i < call.size() && keysAndIds == null; i++) {
      Bytes word = call.arg(i);
      int more = call.size() - 1 - i;
      if (word.is("BLOCK") && more > 0) {
        if (call.client().isStandIn()) throw Errors.blockInScript(Errors.quote(call.arg(0)));
        deadline = WaitTime.deadlineInMilliseconds(call, ++i);
        waits = true;
      } else if (word.is("COUNT") && more > 0) {
        limit = Math.max(0, call.integer(++i));
      } else if (word.is("STREAMS") && more > 0) {
        keysAndIds = call.from(i + 1);
      } else if (word.is("GROUP") && more > 1) {
        if (!inGroup) throw new CommandException(Errors.XREAD_GROUP);
        group = call.arg(++i);
        consumer = call.arg(++i);
      } else if (word.is("NOACK")) {
        if (!inGroup) throw new CommandException(Errors.XREAD_NOACK);
        acknowledged = true;
      } else {
        throw Errors.syntax();
      }
    }
    if (keysAndIds == null) throw Errors.syntax();
    if (keysAndIds.size() % 2 != 0) throw new CommandException(Errors.XREAD_UNBALANCED);
    if (inGroup && group == null) throw new CommandException(Errors.XREADGROUP_WITHOUT_GROUP);
    return new StreamReadOptions(group, consumer, acknowledged, limit, waits, deadline, keysAndIds);
  }

  /** How many streams there are. */
  int streams() {
    return keysAndIds.size() / 2;
  }

  List<Bytes> keys() {
    return keysAndIds.subList(0, streams());
  }

  Bytes key(int index) {
    return keysAndIds.get(index);
  }

  Bytes id(int index) {
    return keysAndIds.get(streams() + index);
  }

  /** The most entries of each stream. */
  long count() {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }

  /** The same for who has waited, where there must be an end. */
  long countAfterWaiting(long otherwise) {
    return limit == 0 ? otherwise : limit;
  }
}
