package miniredis.security;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;

/** Which channels may be published to and listened to. */
final class ChannelRules extends PatternRules {

  /** What a channel is used for is not asked. */
  private static final int ANYTHING = 0;

  ChannelRules copy() {
    ChannelRules copy = new ChannelRules();
    copy.add(this);
    return copy;
  }

  void allow(Bytes pattern) {
    patterns.put(pattern, ANYTHING);
  }

  boolean allowChannel(Bytes name) {
    return allowAnything()
        || patterns.keySet().stream().anyMatch(pattern -> Glob.matches(pattern, name));
  }

  /**
   * Whether one may listen to all channels that match a pattern: only if the very same pattern is
   * allowed, because of two different ones nobody can say which channels they have in common.
   */
  boolean allowPattern(Bytes pattern) {
    return allowAnything() || patterns.containsKey(pattern);
  }

  @Override
  String sign(int uses) {
    return "&";
  }
}
