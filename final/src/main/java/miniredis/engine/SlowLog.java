package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Call;
import miniredis.command.Flag;

/**
 * The last commands that took long, the latest first. Long arguments are cut, and passwords are
 * kept out.
 *
 * <p>Belongs to the engine's thread.
 */
public final class SlowLog implements Observer {

  /** What stands in place of an address for a command that a script has run. */
  private static final Bytes SCRIPT = Bytes.of("?:0");

  /**
   * A command that took long.
   *
   * @param second Unix time
   * @param address of the client, such as {@code 127.0.0.1:50000}
   * @param client its name, or empty
   */
  public record Record(
      long id, long second, long microseconds, List<Bytes> args, Bytes address, Bytes client) {}

  private static final int MOST_ARGUMENTS = 32;
  private static final int LONGEST_ARGUMENT = 128;
  private static final Bytes REDACTED = Bytes.of("(redacted)");

  private final ArrayDeque<Record> records = new ArrayDeque<>();
  private long threshold = Long.MAX_VALUE;
  private int most;
  private long nextId;

  /** From how many microseconds on a command is kept; negative: none is. */
  public void threshold(long microseconds) {
    boolean all = microseconds >= 0 && microseconds <= Long.MAX_VALUE / 1000;
    threshold = all ? microseconds * 1000 : Long.MAX_VALUE;
  }

  /** How many are kept. */
  public void length(long most) {
    this.most = (int) Math.min(most, Integer.MAX_VALUE);
  }

  @Override
  public long threshold() {
    return threshold;
  }

  @Override
  public void ran(Call call, long nanoseconds) {
    if (call.command().is(Flag.SKIP_SLOWLOG)) return;
    records.addFirst(
        new Record(
            nextId++,
            call.now() / 1000,
            nanoseconds / 1000,
            shown(call),
            call.client().isStandIn() ? SCRIPT : call.client().address(),
            call.client().name()));
    while (records.size() > most) records.removeLast();
  }

  private List<Bytes> shown(Call call) {
    Bytes[] args = call.args();
    int whole = args.length > MOST_ARGUMENTS ? MOST_ARGUMENTS - 1 : args.length;
    List<Bytes> shown = new ArrayList<>();
    for (int i = 0; i < whole; i++)
      shown.add(call.command().isSecret(args, i) ? REDACTED : cut(args[i]));
    if (whole < args.length) {
      shown.add(Bytes.of("... (" + (args.length - whole) + " more arguments)"));
    }
    return shown;
  }

  private static Bytes cut(Bytes argument) {
    int more = argument.length() - LONGEST_ARGUMENT;
    if (more <= 0) return argument;
    BytesBuilder cut = new BytesBuilder(LONGEST_ARGUMENT + 32);
    cut.append(argument.array(), 0, LONGEST_ARGUMENT);
    return cut.append(Bytes.of("... (" + more + " more bytes)")).toBytes();
  }

  /** The latest first. */
  public Collection<Record> records() {
    return records;
  }

  public void clear() {
    records.clear();
  }
}
