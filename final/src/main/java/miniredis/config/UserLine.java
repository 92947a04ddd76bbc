package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * A line {@code user} of a redis.conf, as far as there is one user only: the default one, who may
 * do everything and may have a password. That is what {@code requirepass} says too.
 *
 * <p>Any other user or rule would promise that something is forbidden which is not, so it is
 * refused.
 */
final class UserLine {

  private static final String REFUSAL =
      "users and their rules are not supported, but for 'user default on >PASSWORD ~* &* +@all'";

  private UserLine() {}

  /** The password of the default user as an assignment to requirepass, empty for none. */
  static Assignment asPassword(Assignment line) {
    Bytes[] words = line.words();
    if (words.length < 2 || !words[0].equals(Bytes.of("default"))) throw line.refused(REFUSAL);
    Bytes password = null;
    boolean on = false;
    for (int i = 1; i < words.length; i++) {
      Bytes rule = words[i];
      if (rule.is("on")) on = true;
      else if (rule.is("nopass") && password == null) password = Bytes.EMPTY;
      else if (isPassword(rule) && password == null) password = rule.slice(1, rule.length());
      else if (!grantsAll(rule)) throw line.refused(REFUSAL);
    }
    if (!on || password == null) throw line.refused(REFUSAL);
    return new Assignment("requirepass", new Bytes[] {password}, line.where());
  }

  private static boolean isPassword(Bytes rule) {
    return rule.length() > 1 && rule.at(0) == '>';
  }

  private static boolean grantsAll(Bytes rule) {
    return switch (rule.text().toLowerCase(java.util.Locale.ROOT)) {
      case "~*", "allkeys", "&*", "allchannels", "+@all", "allcommands", "sanitize-payload" -> true;
      default -> false;
    };
  }
}
