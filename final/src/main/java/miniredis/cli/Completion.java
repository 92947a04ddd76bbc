package miniredis.cli;

import module java.base;

/** The words that may stand where the cursor is: commands, their subcommands, their fixed words. */
final class Completion {

  private final Manual manual;
  private final Help help;

  Completion(Manual manual, Help help) {
    this.manual = manual;
    this.help = help;
  }

  /**
   * The candidates, in the case that is being typed.
   *
   * @param before the words of the line before this one
   * @param word what has been typed of this one
   */
  List<String> words(List<String> before, String word) {
    boolean forHelp = !before.isEmpty() && before.getFirst().equalsIgnoreCase("help");
    List<String> command = forHelp ? before.subList(1, before.size()) : before;
    Set<String> words = new LinkedHashSet<>();
    if (forHelp && command.isEmpty()) words.addAll(help.groups());
    names(command).forEach(words::add);
    Manual.Entry entry = manual.find(command);
    if (entry != null && !forHelp) words.addAll(entry.tokens());
    boolean lower = !word.isEmpty() && word.equals(word.toLowerCase(Locale.ROOT));
    return words.stream().map(name -> lower ? name.toLowerCase(Locale.ROOT) : name).toList();
  }

  /** Commands for the first word, subcommands for the second. */
  private Stream<String> names(List<String> before) {
    if (before.isEmpty()) {
      Stream<String> own = Stream.of("HELP", "CONNECT", "CLEAR", "QUIT", "EXIT");
      Stream<String> servers = manual.all().stream().map(Manual.Entry::name);
      return Stream.concat(servers.filter(name -> !name.contains(" ")), own).distinct();
    }
    if (before.size() > 1) return Stream.empty();
    String container = before.getFirst().toUpperCase(Locale.ROOT) + " ";
    return manual.all().stream()
        .map(Manual.Entry::name)
        .filter(name -> name.startsWith(container))
        .map(name -> name.substring(container.length()));
  }
}
