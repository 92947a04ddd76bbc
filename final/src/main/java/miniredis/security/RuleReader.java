package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Words;
import miniredis.command.Category;
import miniredis.command.Errors;
import miniredis.security.RuleException.Fault;

/**
 * Reads the rules of ACL SETUSER, word by word: {@code on >secret ~cached:* +@read (+set ~own:*)}.
 *
 * <p>Each word changes what the words before it have said, so their order matters: {@code -@all
 * +get} allows one command, {@code +get -@all} none.
 */
final class RuleReader {

  private static final byte SPACE = ' ';

  private final Rights rights;
  private final BooleanSupplier allChannels;

  /** {@code allChannels} says whether a new selector allows all channels until told otherwise. */
  RuleReader(Rights rights, BooleanSupplier allChannels) {
    this.rights = rights;
    this.allChannels = allChannels;
  }

  // Words

  /**
   * The words, of which those from one that begins with a parenthesis to one that ends with it
   * become one.
   *
   * @throws UnmatchedParenthesis with the word where it began
   */
  static List<Bytes> gather(List<Bytes> words) {
    List<Bytes> gathered = new ArrayList<>();
    BytesBuilder open = null;
    Bytes start = null;
    for (Bytes word : words) {
      if (opens(word) && !closes(word)) {
        start = word;
        open = new BytesBuilder(64).append(word);
      } else if (open == null) {
        gathered.add(word);
      } else {
        open.append(SPACE).append(word);
        if (!closes(word)) continue;
        gathered.add(open.toBytes());
        open = null;
      }
    }
    if (open != null) throw new UnmatchedParenthesis(start);
    return gathered;
  }

  private static boolean opens(Bytes word) {
    return !word.isEmpty() && word.at(0) == '(';
  }

  private static boolean closes(Bytes word) {
    return !word.isEmpty() && word.at(word.length() - 1) == ')';
  }

  /** A parenthesis that is never closed. */
  static final class UnmatchedParenthesis extends RuntimeException {
    final Bytes start;

    UnmatchedParenthesis(Bytes start) {
      super(null, null, false, false);
      this.start = start;
    }
  }

  // Users

  /** What a new user may do: nothing, and it may not log in. */
  Rules fresh() {
    Rules rules = new Rules();
    rules.selectors.add(selector());
    return rules;
  }

  private Selector selector() {
    Selector selector = new Selector();
    if (allChannels.getAsBoolean()) selector.channels().allowAll();
    return selector;
  }

  /** Follows several rules that belong to one another. */
  Rules apply(Rules rules, String... words) {
    for (String each : words) apply(rules, Bytes.of(each));
    return rules;
  }

  /**
   * Follows one rule.
   *
   * @throws RuleException if it makes no sense; nothing has been changed then
   */
  void apply(Rules rules, Bytes rule) {
    if (rule.isEmpty()) return;
    switch (word(rule)) {
      case "on" -> rules.enabled = true;
      case "off" -> rules.enabled = false;
      case "skip-sanitize-payload" -> rules.payload = Rules.Payload.TRUSTED;
      case "sanitize-payload" -> rules.payload = Rules.Payload.CHECKED;
      case "nopass" -> setPasswords(rules, true);
      case "resetpass" -> setPasswords(rules, false);
      case "clearselectors" -> rules.selectors.subList(1, rules.selectors.size()).clear();
      case "reset" -> reset(rules);
      default -> applyLonger(rules, rule);
    }
  }

  /** In lower case, and as C sees it: what follows a zero byte does not count. */
  private static String word(Bytes rule) {
    return Errors.quote(rule.toLowerCase());
  }

  private static void setPasswords(Rules rules, boolean none) {
    rules.passwords.clear();
    rules.needsNoPassword = none;
  }

  private void reset(Rules rules) {
    setPasswords(rules, false);
    rules.enabled = false;
    rules.payload = Rules.Payload.CHECKED;
    rules.selectors.clear();
    rules.selectors.add(selector());
  }

  private void applyLonger(Rules rules, Bytes rule) {
    switch (rule.at(0)) {
      case '>', '#' -> {
        rules.passwords.add(hash(rule));
        rules.needsNoPassword = false;
      }
      case '<', '!' -> {
        if (!rules.passwords.remove(hash(rule))) throw new RuleException(Fault.NO_SUCH_PASSWORD);
      }
      case '(' -> rules.selectors.add(selector(rule));
      default -> apply(rules.root(), rule);
    }
  }

  private static Bytes hash(Bytes rule) {
    Bytes given = rule.slice(1, rule.length());
    if (rule.at(0) == '>' || rule.at(0) == '<') return Passwords.hash(given);
    if (!Passwords.isHash(given)) throw new RuleException(Fault.NO_HASH);
    return given;
  }

  private Selector selector(Bytes rule) {
    if (!closes(rule)) throw new RuleException(Fault.SYNTAX);
    Selector selector = selector();
    Bytes[] words = Words.split(rule.array(), 1, rule.length() - 1).orElse(new Bytes[0]);
    for (Bytes each : words) apply(selector, each);
    return selector;
  }

  // Selectors

  private void apply(Selector selector, Bytes rule) {
    switch (word(rule)) {
      case "allkeys", "~*" -> selector.keys().allowAll();
      case "resetkeys" -> selector.keys().allowNone();
      case "allchannels", "&*" -> selector.channels().allowAll();
      case "resetchannels" -> selector.channels().allowNone();
      case "allcommands", "+@all" -> selector.commands().allowAll();
      case "nocommands", "-@all" -> selector.commands().allowNone();
      default -> applyLonger(selector, rule);
    }
  }

  private void applyLonger(Selector selector, Bytes rule) {
    switch (rule.isEmpty() ? 0 : rule.at(0)) {
      case '~', '%' -> addKeys(selector.keys(), rule);
      case '&' -> addChannels(selector.channels(), rule);
      case '+' -> change(selector.commands(), rule, true);
      case '-' -> change(selector.commands(), rule, false);
      default -> throw new RuleException(Fault.SYNTAX);
    }
  }

  private static void addKeys(KeyRules keys, Bytes rule) {
    if (keys.allowAnything()) throw new RuleException(Fault.KEYS_AFTER_ALL);
    int at = 0;
    int uses = 0;
    if (rule.at(0) == '~') uses = KeyRules.BOTH;
    else for (at = 1; at < rule.length() && rule.at(at) != '~'; at++) uses += use(rule, at, uses);
    if (uses == 0) throw new RuleException(Fault.SYNTAX);
    keys.allow(pattern(rule, at + 1), uses);
  }

  /** The meaning of a letter after a percent sign, which has not come before. */
  private static int use(Bytes rule, int at, int before) {
    int use =
        switch (rule.at(at)) {
          case 'r', 'R' -> KeyRules.READ;
          case 'w', 'W' -> KeyRules.WRITE;
          default -> 0;
        };
    if (use == 0 || (before & use) != 0) throw new RuleException(Fault.SYNTAX);
    return use;
  }

  private static void addChannels(ChannelRules channels, Bytes rule) {
    if (channels.allowAnything()) throw new RuleException(Fault.CHANNELS_AFTER_ALL);
    channels.allow(pattern(rule, 1));
  }

  private static Bytes pattern(Bytes rule, int from) {
    Bytes pattern = rule.slice(Math.min(from, rule.length()), rule.length());
    if (hasSpace(pattern)) throw new RuleException(Fault.SYNTAX);
    return pattern;
  }

  /** Whether there is white space or a zero byte, which no line of a file of users could hold. */
  static boolean hasSpace(Bytes text) {
    for (byte b : text.array()) if (b == ' ' || b >= '\t' && b <= '\r' || b == 0) return true;
    return false;
  }

  private void change(CommandRules commands, Bytes rule, boolean yes) {
    String name = Errors.quote(rule).substring(1);
    if (name.startsWith("@")) changeCategory(commands, name.substring(1), yes);
    else if (yes && name.contains("|")) allowPart(commands, name);
    else commands.change(right(name), yes);
  }

  private void changeCategory(CommandRules commands, String name, boolean yes) {
    Category category = Category.of(Bytes.latin(name));
    if (category == null) throw new RuleException(Fault.UNKNOWN);
    for (Right each : rights.in(category)) commands.change(each, yes);
  }

  /** Allows {@code config|get}, or {@code select|0}, which is SELECT with this argument only. */
  private void allowPart(CommandRules commands, String name) {
    int bar = name.lastIndexOf('|');
    Right whole = right(name.substring(0, bar));
    if (whole.isPart()) throw new RuleException(Fault.FIRST_ARGUMENT_OF_PART);
    if (bar == name.length() - 1) throw new RuleException(Fault.SYNTAX);
    if (!whole.parts().isEmpty()) commands.change(right(name), true);
    else commands.allowWith(whole, Bytes.latin(name.substring(bar + 1)));
  }

  private Right right(String name) {
    Right right = rights.find(Bytes.latin(name));
    if (right == null) throw new RuleException(Fault.UNKNOWN);
    return right;
  }
}
