package miniredis.cli;

import module java.base;

/**
 * Fits the words of a command to its arguments, as the manual describes them: which argument each
 * word is, what may come next, and what is still to come.
 *
 * <p>Arguments come in order, but those that may be left out come in any order among their
 * neighbours. An argument that may come several times takes all words up to a fixed word of a later
 * one: what is not certain need not be right for a hint.
 */
final class Grammar {

  /**
   * What was found.
   *
   * @param slots for each word the argument that it is; null for a fixed word and for one too many
   * @param fixed for each word whether it is a fixed word
   * @param rest what is still to come, in the manual's notation
   * @param next the arguments of which one may come next
   * @param fitting how many words have a place
   */
  record Match(
      List<Parameter> slots, List<Boolean> fixed, String rest, List<Parameter> next, int fitting) {

    boolean tooMany() {
      return fitting < slots.size();
    }
  }

  private static final int NOT_HERE = -1;

  private final List<String> words;
  private final Parameter[] slots;
  private final Boolean[] fixed;
  private final List<String> rest = new ArrayList<>();
  private final List<Parameter> next = new ArrayList<>();

  /** Something must come next, so nothing behind it may. */
  private boolean closed;

  private Grammar(List<String> words) {
    this.words = words;
    slots = new Parameter[words.size()];
    fixed = new Boolean[words.size()];
    Arrays.fill(fixed, false);
  }

  /**
   * @param words the words behind the command's name
   */
  static Match match(List<Parameter> parameters, List<String> words) {
    Grammar grammar = new Grammar(words);
    int fitting = grammar.sequence(parameters, 0);
    return new Match(
        Arrays.asList(grammar.slots),
        List.of(grammar.fixed),
        String.join(" ", grammar.rest),
        grammar.next,
        fitting);
  }

  private int sequence(List<Parameter> parameters, int from) {
    int at = from;
    for (int i = 0; i < parameters.size(); ) {
      if (parameters.get(i).optional()) {
        int end = i;
        while (end < parameters.size() && parameters.get(end).optional()) end++;
        at = anyOrder(parameters.subList(i, end), at);
        i = end;
      } else {
        at = required(parameters.get(i), parameters.subList(i + 1, parameters.size()), at);
        if (at == NOT_HERE) return NOT_HERE;
        i++;
      }
    }
    return at;
  }

  private int anyOrder(List<Parameter> group, int from) {
    List<Parameter> unused = new ArrayList<>(group);
    int at = from;
    while (at < words.size()) {
      Parameter found = null;
      int after = NOT_HERE;
      for (Parameter parameter : unused) {
        after = once(parameter, at);
        if (after != NOT_HERE) {
          found = parameter;
          break;
        }
      }
      if (found == null) return at;
      at = after;
      if (!found.multiple()) unused.remove(found);
    }
    for (Parameter parameter : unused) {
      expect(parameter);
      rest.add(parameter.notation());
    }
    return at;
  }

  private int required(Parameter parameter, List<Parameter> later, int from) {
    if (from >= words.size()) {
      expect(parameter);
      closed = true;
      rest.add(parameter.written());
      return from;
    }
    int at = once(parameter, from);
    if (at == NOT_HERE || !parameter.multiple()) return at;
    while (at < words.size() && later.stream().noneMatch(startsAt(words.get(at)))) {
      int after = once(parameter, at);
      if (after == NOT_HERE) break;
      at = after;
    }
    if (at >= words.size()) {
      expect(parameter);
      rest.add("[" + parameter.single() + " ...]");
    }
    return at;
  }

  private static Predicate<Parameter> startsAt(String word) {
    return parameter -> parameter.fixedWords().anyMatch(word::equalsIgnoreCase);
  }

  /** Where the words go on after this argument, taken one time; or that it does not begin here. */
  private int once(Parameter parameter, int from) {
    int at = from;
    if (parameter.token() != null) {
      if (!parameter.token().equalsIgnoreCase(words.get(at))) return NOT_HERE;
      fixed[at++] = true;
      if (parameter.type().equals("pure-token")) return at;
    }
    if (at >= words.size()) {
      expect(parameter.withoutToken());
      closed = true;
      rest.add(parameter.value());
      return at;
    }
    return switch (parameter.type()) {
      case "oneof" -> oneOf(parameter, at);
      case "block" -> sequence(parameter.inner(), at);
      default -> value(parameter, at);
    };
  }

  private int oneOf(Parameter parameter, int at) {
    for (Parameter choice : parameter.inner()) {
      int after = once(choice, at);
      if (after != NOT_HERE) return after;
    }
    return NOT_HERE;
  }

  private int value(Parameter parameter, int at) {
    if (parameter.optional() && parameter.refuses(words.get(at))) return NOT_HERE;
    slots[at] = parameter;
    return at + 1;
  }

  private void expect(Parameter parameter) {
    if (!closed) next.add(parameter);
  }
}
