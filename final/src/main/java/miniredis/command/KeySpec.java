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
  public sealed interface Begin {
    /** The place of the first key in a request; negative if there is none. */
    int first(Bytes[] args);

    /** Whether a request may do without keys of this group. */
    boolean mayBeMissing();
  }

  /** At a fixed place; the name of the command is argument 0. */
  public record Index(int at) implements Begin {
    @Override
    public int first(Bytes[] args) {
      return at;
    }

    @Override
    public boolean mayBeMissing() {
      return false;
    }
  }

  /** Right after a word, which is looked for from a place on; negative: backwards from the end. */
  public record Keyword(String word, int from) implements Begin {
    @Override
    public int first(Bytes[] args) {
      boolean backwards = from < 0;
      int at = backwards ? args.length + from : from;
      int step = backwards ? -1 : 1;
      for (; at >= 1 && at < args.length - 1; at += step) {
        if (args[at].is(word)) return at + 1;
      }
      return NOWHERE;
    }

    @Override
    public boolean mayBeMissing() {
      return true;
    }
  }

  /** How the keys of a group follow from the first. */
  public sealed interface Find {
    /** The places of the keys from the first on; null if the request makes no sense. */
    Places places(int first, Bytes[] args);
  }

  /** From a first to a last place, every so many arguments; there may be none between. */
  record Places(int first, int last, int step) {}

  /**
   * Up to a last one, every so many arguments.
   *
   * @param last counted from the first key; negative: from the end
   * @param limit with {@code last} -1: only the first 1/limit of the arguments that are left
   */
  public record Range(int last, int step, int limit) implements Find {
    @Override
    public Places places(int first, Bytes[] args) {
      return new Places(first, last(first, args.length), step);
    }

    private int last(int first, int length) {
      if (last >= 0) return first + last;
      if (limit <= 1) return length + last;
      return first + (length - first) / limit + last;
    }
  }

  /** As many as a number says that stands {@code at}; all three counted from the beginning. */
  public record Count(int at, int first, int step) implements Find {
    @Override
    public Places places(int begin, Bytes[] args) {
      int number = begin + at;
      if (number >= args.length || !Numbers.isInteger(args[number])) return null;
      long keys = Numbers.integer(args[number]);
      int firstKey = begin + first;
      if (keys < 0 || keys > args.length) return null;
      return new Places(firstKey, firstKey + ((int) keys - 1) * step, step);
    }
  }

  /** Not to be told from the request's shape: the command has a finder of its own. */
  public record Unknown() implements Begin, Find {
    @Override
    public int first(Bytes[] args) {
      return NOWHERE;
    }

    @Override
    public boolean mayBeMissing() {
      return false;
    }

    @Override
    public Places places(int first, Bytes[] args) {
      return null;
    }
  }

  /** A key in a request, and what its command does to it. */
  public record Found(int at, Set<Access> access) {
    public Found(int at, Access... access) {
      this(at, setOf(access));
    }
  }

  /** What {@link Begin#first} says where there is no key. */
  static final int NOWHERE = -1;

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
    int first = begin.first(args);
    if (first < 0) return begin.mayBeMissing();
    Places places = find.places(first, args);
    if (places == null || places.last >= args.length) return false;
    for (int at = places.first; at <= places.last; at += places.step) {
      found.add(new Found(at, access));
    }
    return true;
  }
}
