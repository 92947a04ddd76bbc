package miniredis.builtin;

import miniredis.command.Call;
import miniredis.command.Errors;

/** COUNT at the end of LMPOP, ZMPOP and their blocking relatives. */
final class PopCount {

  private PopCount() {}

  /** COUNT may stand there once; without it, one is taken. */
  static long of(Call call, int at) {
    if (at == call.size()) return 1;
    if (!call.arg(at).is("COUNT") || at + 1 == call.size()) throw Errors.syntax();
    long count = call.atLeast(1, at + 1, Errors.COUNT_NOT_POSITIVE);
    if (at + 2 < call.size()) throw Errors.syntax();
    return count;
  }
}
