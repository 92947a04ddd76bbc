package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.Denial;
import miniredis.command.KeySpec;

/**
 * What is said of one user: whether it may log in, with which passwords, and what it may do then.
 *
 * <p>A draft is changed rule by rule and then taken over as a whole, or not at all.
 */
final class Rules {

  /** What the server is to do with values that a user RESTOREs; kept, and without effect here. */
  enum Payload {
    UNSAID(""),
    TRUSTED("skip-sanitize-payload"),
    CHECKED("sanitize-payload");

    final String word;

    Payload(String word) {
      this.word = word;
    }
  }

  boolean enabled;
  boolean needsNoPassword;
  Payload payload = Payload.UNSAID;

  /** The hashes of the passwords. */
  final Set<Bytes> passwords = new LinkedHashSet<>();

  /** The first is what rules outside of parentheses change. */
  final List<Selector> selectors = new ArrayList<>();

  Rules copy() {
    Rules copy = new Rules();
    copy.enabled = enabled;
    copy.needsNoPassword = needsNoPassword;
    copy.payload = payload;
    copy.passwords.addAll(passwords);
    for (Selector each : selectors) copy.selectors.add(each.copy());
    return copy;
  }

  Selector root() {
    return selectors.getFirst();
  }

  /** The words for whether it may log in and how, in the order in which they are shown. */
  List<String> flags() {
    List<String> flags = new ArrayList<>(List.of(enabled ? "on" : "off"));
    if (needsNoPassword) flags.add("nopass");
    if (payload != Payload.UNSAID) flags.add(payload.word);
    return flags;
  }

  /** Whether somebody may log in with a password; every password that there is is looked at. */
  boolean accept(Bytes password) {
    Bytes hash = Passwords.hash(password);
    boolean right = needsNoPassword;
    for (Bytes each : passwords) right |= Passwords.areEqual(each, hash);
    return enabled && right;
  }

  /** Whether there is nothing that they forbid. */
  boolean allowAnything() {
    return root().allowsAnything();
  }

  /**
   * Why a request is not allowed, or null if it is. Of the reasons of several selectors the one
   * that came closest counts: a channel before a key, a key before the command, and of the same the
   * later argument.
   */
  Denial denial(Command command, Bytes[] request) {
    Supplier<List<KeySpec.Found>> keys = new KeysOnce(command, request);
    Denial closest = null;
    for (Selector each : selectors) {
      Denial denial = each.denial(command, request, keys);
      if (denial == null) return null;
      if (closest == null || denial.compareTo(closest) > 0) closest = denial;
    }
    return closest;
  }

  /** Whether a selector that allows a request allows every key to be read as well. */
  boolean allowReadingAll(Command command, Bytes[] request) {
    Supplier<List<KeySpec.Found>> keys = new KeysOnce(command, request);
    return selectors.stream()
        .filter(each -> each.denial(command, request, keys) == null)
        .anyMatch(each -> each.keys().allowReadingAll());
  }

  /** All channels that any selector allows. */
  ChannelRules channels() {
    ChannelRules all = new ChannelRules();
    for (Selector each : selectors) all.add(each.channels());
    return all;
  }

  /** Looks for a request's keys when a selector asks for the first time. */
  private static final class KeysOnce implements Supplier<List<KeySpec.Found>> {
    private final Command command;
    private final Bytes[] request;
    private List<KeySpec.Found> found;

    KeysOnce(Command command, Bytes[] request) {
      this.command = command;
      this.request = request;
    }

    @Override
    public List<KeySpec.Found> get() {
      if (found == null) found = command.keys().in(request);
      return found;
    }
  }
}
