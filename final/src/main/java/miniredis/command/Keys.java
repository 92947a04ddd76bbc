package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;

/** Where a command's keys are: its {@link KeySpec}s, and what older clients make do with. */
public final class Keys {

  private final List<KeySpec> specs = new ArrayList<>();
  private Function<Bytes[], List<KeySpec.Found>> finder;

  private int first;
  private int last;
  private boolean movable;

  void add(KeySpec spec) {
    specs.add(spec);
    summarize();
  }

  void finder(Function<Bytes[], List<KeySpec.Found>> finder) {
    this.finder = finder;
  }

  public List<KeySpec> specs() {
    return specs;
  }

  /** The first key of the first run of keys at fixed places; 0 if there is none. */
  public int first() {
    return first;
  }

  /** The last key of that run, negative: counted from the end. */
  public int last() {
    return last;
  }

  public int step() {
    if (first == 0) return 0;
    return specs.size() == 1 ? ((KeySpec.Range) specs.getFirst().find()).step() : 1;
  }

  /** Whether first, last and step do not tell the whole truth. */
  boolean areMovable() {
    return movable;
  }

  /** Whether there is nothing that is really a key. */
  public boolean isEmpty() {
    return specs.stream().allMatch(Keys::isNoKey);
  }

  private static boolean isNoKey(KeySpec spec) {
    return spec.access().contains(Access.NOT_KEY);
  }

  /** The keys in a request; none if it makes no sense. */
  public List<KeySpec.Found> in(Bytes[] args) {
    if (finder != null) return finder.apply(args);
    List<KeySpec.Found> found = new ArrayList<>();
    for (KeySpec spec : specs) {
      if (!isNoKey(spec) && !spec.find(args, found)) return List.of();
    }
    return found;
  }

  /**
   * First, last and step are what COMMAND INFO could say before there were key specifications.
   * Groups at fixed places that follow one another without a gap are told as one; anything else
   * makes the keys movable.
   */
  private void summarize() {
    first = last = 0;
    movable = false;
    for (KeySpec spec : specs) {
      if (!(spec.begin() instanceof KeySpec.Index(int at))
          || !(spec.find() instanceof KeySpec.Range range)
          || specs.size() > 1 && range.step() != 1
          || last != 0 && last != at - 1) {
        movable = true;
        continue;
      }
      if (first == 0) first = at;
      last = range.last() < 0 ? range.last() : at + range.last();
      movable |= spec.access().contains(Access.INCOMPLETE);
    }
  }
}
