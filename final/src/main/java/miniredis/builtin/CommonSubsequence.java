package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;

/**
 * LCS: the longest sequence of bytes that two strings contain in the same order, gaps allowed.
 *
 * <p>The well-known table has a cell for each pair of prefixes with the length of their longest
 * common subsequence, made row by row from the row before. To find the way back from the last cell
 * one needs to know of each cell only where its length came from, so a bit is kept of each, not the
 * length: a thirty-second of the memory that Redis takes, whose limit stands all the same.
 */
final class CommonSubsequence {

  private static final int REDIS_CELL = 4;

  private final byte[] a;
  private final byte[] b;
  private final int length;

  /** Whether the longer length is that without the last byte of a; a bit for each cell. */
  private final long[] shorterA;

  private CommonSubsequence(byte[] a, byte[] b) {
    this.a = a;
    this.b = b;
    this.shorterA = new long[(int) (((long) a.length * b.length >> 6) + 1)];
    this.length = fill();
  }

  /**
   * The last row's last length. One array serves as both rows; what it overwrites is kept aside.
   */
  private int fill() {
    int[] row = new int[b.length + 1];
    for (int i = 0; i < a.length; i++) {
      int diagonal = 0;
      long cell = (long) i * b.length;
      for (int j = 0; j < b.length; j++, cell++) {
        int above = row[j + 1];
        if (a[i] == b[j]) {
          row[j + 1] = diagonal + 1;
        } else if (above > row[j]) {
          shorterA[(int) (cell >> 6)] |= 1L << cell;
        } else {
          row[j + 1] = row[j];
        }
        diagonal = above;
      }
    }
    return row[b.length];
  }

  private boolean isShorterA(int i, int j) {
    long cell = (long) i * b.length + j;
    return (shorterA[(int) (cell >> 6)] & 1L << cell) != 0;
  }

  /** A run of bytes that both strings have, by its first and last place in each. */
  private record Match(int startA, int endA, int startB, int endB) {

    int length() {
      return endA - startA + 1;
    }

    Reply reply(boolean withLength) {
      Reply inA = Reply.array(Reply.integer(startA), Reply.integer(endA));
      Reply inB = Reply.array(Reply.integer(startB), Reply.integer(endB));
      return withLength ? Reply.array(inA, inB, Reply.integer(length())) : Reply.array(inA, inB);
    }
  }

  /** The runs that make up the subsequence, the last first. */
  private List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    int i = a.length;
    int j = b.length;
    while (i > 0 && j > 0) {
      int run = 0;
      while (i > run && j > run && a[i - run - 1] == b[j - run - 1]) run++;
      if (run > 0) matches.add(new Match(i - run, i - 1, j - run, j - 1));
      i -= run;
      j -= run;
      if (i == 0 || j == 0) break;
      if (isShorterA(i - 1, j - 1)) i--;
      else j--;
    }
    return matches;
  }

  private Bytes content() {
    byte[] content = new byte[length];
    int at = length;
    for (Match match : matches()) {
      at -= match.length();
      System.arraycopy(a, match.startA, content, at, match.length());
    }
    return Bytes.wrap(content);
  }

  // The command

  private record Options(boolean length, boolean ranges, boolean withLength, long shortest) {

    static Options of(Call call) {
      boolean length = false;
      boolean ranges = false;
      boolean withLength = false;
      long shortest = 0;
      for (int i = 3; i < call.size(); i++) {
        Bytes word = call.arg(i);
        if (word.is("IDX")) ranges = true;
        else if (word.is("LEN")) length = true;
        else if (word.is("WITHMATCHLEN")) withLength = true;
        else if (word.is("MINMATCHLEN") && i + 1 < call.size()) shortest = call.integer(++i);
        else throw Errors.syntax();
      }
      if (ranges && length) throw new CommandException(Errors.LCS_LEN_AND_IDX);
      return new Options(length, ranges, withLength, shortest);
    }
  }

  static Reply lcs(Call call) {
    Bytes a = string(call, 1);
    Bytes b = string(call, 2);
    if (a == null || b == null) throw new CommandException(Errors.LCS_NOT_STRINGS);
    Options options = Options.of(call);
    long cells = (a.length() + 1L) * (b.length() + 1L);
    if (cells > call.keyspace().longestString() / REDIS_CELL) {
      throw new CommandException(Errors.LCS_MEMORY);
    }
    CommonSubsequence common = new CommonSubsequence(a.array(), b.array());
    if (options.ranges) return common.ranges(options);
    if (options.length) return Reply.integer(common.length);
    return Reply.bulk(common.content());
  }

  private Reply ranges(Options options) {
    List<Reply> ranges =
        matches().stream()
            .filter(match -> match.length() >= options.shortest)
            .map(match -> match.reply(options.withLength))
            .toList();
    return Reply.map(
        Reply.bulk("matches"), Reply.array(ranges), Reply.bulk("len"), Reply.integer(length));
  }

  /** Empty if there is no such key, null if what it holds is no string. */
  private static Bytes string(Call call, int index) {
    try {
      Bytes found = call.database().string(call.arg(index));
      return found == null ? Bytes.EMPTY : found;
    } catch (WrongTypeException notAString) {
      return null;
    }
  }
}
