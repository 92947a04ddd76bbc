package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Category;

/**
 * Writes rules as words that make the same rules again: for ACL LIST, and for files.
 *
 * <p>What a user was told is not kept, only what came of it. So the words for commands are found
 * anew: as few categories as come near, and then the commands one by one that these allow too many
 * or too few. The way in which categories are chosen is Redis's, so that the words are the same.
 */
final class RuleWriter {

  private final Rights rights;

  RuleWriter(Rights rights) {
    this.rights = rights;
  }

  /** The line of a user in a file: {@code user anna on #... ~* +@all}. */
  Bytes line(Bytes name, Rules rules) {
    BytesBuilder line = new BytesBuilder(256).append("user ").append(name);
    for (String flag : rules.flags()) line.append(" ").append(flag);
    for (Bytes password : rules.passwords) line.append(" #").append(password);
    line.append(" ").append(selector(rules.root()));
    for (Selector each : rules.selectors.subList(1, rules.selectors.size())) {
      line.append(" (").append(selector(each)).append(")");
    }
    return line.toBytes();
  }

  private Bytes selector(Selector selector) {
    BytesBuilder words = new BytesBuilder(128);
    addIfAny(words, selector.keys().words());
    if (!selector.channels().allowAnything()) words.append("resetchannels ");
    addIfAny(words, selector.channels().words());
    return words.append(commands(selector.commands())).toBytes();
  }

  private static void addIfAny(BytesBuilder words, Bytes more) {
    if (!more.isEmpty()) words.append(more).append(" ");
  }

  /** The words for the commands, with a space between them. */
  Bytes commands(CommandRules rules) {
    boolean subtractive = rules.isSubtractive();
    CommandRules written = new CommandRules();
    if (subtractive) written.allowAll();
    BytesBuilder words = new BytesBuilder(64).append(subtractive ? "+@all" : "-@all");
    for (Category each : categories(rules)) {
      words.append(subtractive ? " -@" : " +@").append(each.word());
      for (Right right : rights.in(each)) written.change(right, !subtractive);
    }
    for (Right each : rights.all()) addDifference(each, rules, written, words);
    return words.toBytes();
  }

  /**
   * The categories to begin with, best first. One is good if it has more commands that are to be
   * changed than others; best is the one with the fewest others, and then with the most that are.
   */
  private List<Category> categories(CommandRules rules) {
    boolean wanted = !rules.isSubtractive();
    CommandRules left = rules.copy();
    Set<Category> remaining = EnumSet.allOf(Category.class);
    List<Category> chosen = new ArrayList<>();
    for (Category best = best(remaining, left, wanted); best != null; ) {
      chosen.add(best);
      remaining.remove(best);
      for (Right each : rights.in(best)) left.change(each, !wanted);
      best = best(remaining, left, wanted);
    }
    return chosen;
  }

  private Category best(Set<Category> remaining, CommandRules left, boolean wanted) {
    Category best = null;
    long fewestOthers = Long.MAX_VALUE;
    long most = 0;
    for (Category each : remaining) {
      long fit = fitting(each, left, wanted);
      long others = countable(each).count() - fit;
      boolean better = others < fewestOthers || others == fewestOthers && fit > most;
      if (fit <= others || !better) continue;
      best = each;
      fewestOthers = others;
      most = fit;
    }
    return best;
  }

  private long fitting(Category category, CommandRules left, boolean wanted) {
    return countable(category).filter(each -> left.allow(each) == wanted).count();
  }

  /** Later commands do not count, or the words would be others than Redis 7.0's. */
  private Stream<Right> countable(Category category) {
    return rights.in(category).stream().filter(each -> !each.isLater());
  }

  private void addDifference(
      Right right, CommandRules rules, CommandRules written, BytesBuilder words) {
    boolean allowed = rules.allow(right);
    if (allowed != written.allow(right)) {
      words.append(allowed ? " +" : " -").append(right.name());
      written.change(right, allowed);
    }
    for (Right part : right.parts()) addDifference(part, rules, written, words);
    if (allowed) return;
    for (Bytes each : rules.firstArgumentsOf(right)) {
      words.append(" +").append(right.name()).append("|").append(each);
    }
  }
}
