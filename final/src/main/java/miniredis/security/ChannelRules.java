package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Glob;

/** Which channels may be published to and listened to. */
final class ChannelRules {

  private final Set<Bytes> patterns = new LinkedHashSet<>();
  private boolean all;

  ChannelRules copy() {
    ChannelRules copy = new ChannelRules();
    copy.add(this);
    return copy;
  }

  /** Allows what others allow, too. */
  void add(ChannelRules others) {
    patterns.addAll(others.patterns);
    all |= others.all;
  }

  void allowAll() {
    patterns.clear();
    all = true;
  }

  void allowNone() {
    patterns.clear();
    all = false;
  }

  boolean allowAnything() {
    return all;
  }

  void allow(Bytes pattern) {
    patterns.add(pattern);
  }

  boolean allowChannel(Bytes name) {
    return all || patterns.stream().anyMatch(pattern -> Glob.matches(pattern, name));
  }

  /**
   * Whether one may listen to all channels that match a pattern: only if the very same pattern is
   * allowed, because of two different ones nobody can say which channels they have in common.
   */
  boolean allowPattern(Bytes pattern) {
    return all || patterns.contains(pattern);
  }

  /** The rules as words, with a space between them. */
  Bytes words() {
    if (all) return Bytes.of("&*");
    BytesBuilder words = new BytesBuilder(32);
    for (Bytes each : patterns) {
      if (words.length() > 0) words.append((byte) ' ');
      words.append((byte) '&').append(each);
    }
    return words.toBytes();
  }
}
