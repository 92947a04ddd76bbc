package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;

/**
 * Where some of a command's keys stand in a request, and what the command does to them.
 *
 * <p>A client that spreads keys over several servers, an ACL that allows some keys only, and
 * COMMAND GETKEYS all ask this instead of knowing every command. A command has one for each group
 * of keys that it treats alike: COPY reads its first argument and writes its second.
 *
 * @param begin how the first key is found
 * @param find how the others follow
 * @param notes why it cannot be said better, or empty
 */
public record KeySpec(Begin begin, Find find, Set<Access> access, String notes) {

  /** How the first key of a group is found. */
  public sealed interface Begin {}

  /** At a fixed place; the name of the command is argument 0. */
  public record Index(int at) implements Begin {}

  /** Right after a word, which is looked for from a place on; negative: backwards from the end. */
  public record Keyword(String word, int from) implements Begin {}

  /** How the keys of a group follow from the first. */
  public sealed interface Find {}

  /**
   * Up to a last one, every so many arguments.
   *
   * @param last counted from the first key; negative: from the end
   * @param limit with {@code last} -1: only the first 1/limit of the arguments that are left
   */
  public record Range(int last, int step, int limit) implements Find {}

  /** As many as a number says that stands {@code at}; all three counted from the beginning. */
  public record Count(int at, int first, int step) implements Find {}

  /** Not to be told from the request's shape: the command has a finder of its own. */
  public record Unknown() implements Begin, Find {}

  /** A key in a request, and what its command does to it. */
  public record Found(int at, Set<Access> access) {
    public Found(int at, Access... access) {
      this(at, setOf(access));
    }
  }

  private static final int NOWHERE = -1;

  /** One key at a fixed place. */
  public static KeySpec at(int index, Access... access) {
    return range(index, index, 1, access);
  }

  /** Keys from a first to a last place (negative: from the end), every {@code step} arguments. */
  public static KeySpec range(int first, int last, int step, Access... access) {
    int relative = last < 0 ? last : last - first;
    return of(new Index(first), new Range(relative, step, 0), access);
  }

  /** Keys whose number stands at a fixed place, right before them. */
  public static KeySpec counted(int index, Access... access) {
    return of(new Index(index), new Count(0, 1, 1), access);
  }

  /** Keys that no rule describes; the command needs a finder. */
  public static KeySpec unknown(Access... access) {
    return of(new Unknown(), new Unknown(), access);
  }

  /** Any way to begin and any way to go on. */
  public static KeySpec of(Begin begin, Find find, Access... access) {
    return new KeySpec(begin, find, setOf(access), "");
  }

  private static Set<Access> setOf(Access... access) {
    return Collections.unmodifiableSet(EnumSet.copyOf(List.of(access)));
  }

  /** The same with a sentence on why it cannot be said better. */
  public KeySpec noting(String notes) {
    return new KeySpec(begin, find, access, notes);
  }

  /**
   * Adds the keys of this group in a request; false if the request makes no sense. A word that is
   * not there is no nonsense: the group has no keys then.
   */
  boolean find(Bytes[] args, List<Found> found) {
    int first =
        switch (begin) {
          case Index(int at) -> at;
          case Keyword keyword -> after(keyword, args);
          case Unknown _ -> NOWHERE;
        };
    if (first < 0) return begin instanceof Keyword;
    return switch (find) {
      case Range range -> add(first, lastOf(range, first, args.length), range.step, args, found);
      case Count count -> addCounted(count, first, args, found);
      case Unknown _ -> false;
    };
  }

  private static int after(Keyword keyword, Bytes[] args) {
    boolean backwards = keyword.from < 0;
    int at = backwards ? args.length + keyword.from : keyword.from;
    int step = backwards ? -1 : 1;
    for (; at >= 1 && at < args.length - 1; at += step) {
      if (args[at].is(keyword.word)) return at + 1;
    }
    return NOWHERE;
  }

  private static int lastOf(Range range, int first, int length) {
    if (range.last >= 0) return first + range.last;
    if (range.limit <= 1) return length + range.last;
    return first + (length - first) / range.limit + range.last;
  }

  private boolean addCounted(Count count, int first, Bytes[] args, List<Found> found) {
    int at = first + count.at;
    if (at >= args.length || !Numbers.isInteger(args[at])) return false;
    long keys = Numbers.integer(args[at]);
    int firstKey = first + count.first;
    if (keys < 0 || keys > args.length) return false;
    return add(firstKey, firstKey + ((int) keys - 1) * count.step, count.step, args, found);
  }

  private boolean add(int first, int last, int step, Bytes[] args, List<Found> found) {
    if (last >= args.length) return false;
    for (int at = first; at <= last; at += step) found.add(new Found(at, access));
    return true;
  }
}
