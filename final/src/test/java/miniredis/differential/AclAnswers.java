package miniredis.differential;

import module java.base;

import miniredis.client.Client;
import miniredis.interop.RunningServer;
import miniredis.resp.Reply;

/**
 * What the two servers say about users, as far as it can be the same.
 *
 * @param commands those that both have, subcommands among them, as rules name them
 * @param later what only ours has
 */
record AclAnswers(List<String> commands, Set<String> later) {

  static AclAnswers of(Twins twins) throws IOException {
    Set<String> ours = new TreeSet<>(names(twins.ours()));
    Set<String> later = new HashSet<>(ours);
    later.removeAll(names(twins.theirs()));
    ours.removeAll(later);
    return new AclAnswers(List.copyOf(ours), later);
  }

  /** All commands, subcommands among them, as rules name them. */
  private static List<String> names(RunningServer server) throws IOException {
    try (Client client = Client.connect("127.0.0.1", server.port())) {
      Reply list = client.call("COMMAND", "LIST");
      return ((Reply.Array) list)
          .items().stream().map(each -> ((Reply.Bulk) each).bytes().text()).toList();
    }
  }

  /**
   * Without what differs each time (clients, ages, lengths), and with the single commands of rules
   * in the order of their names: Redis lists them by chance.
   */
  String comparable(String text) {
    String timeless =
        text.replaceAll("\\$\\d+\r\nid=[^\r]*", "<client>")
            .replaceAll("age-seconds\r\n(\\$\\d+\r\n|,)[\\d.e-]+", "<age>");
    if (!timeless.contains("@all")) return timeless;
    return Stream.of(timeless.replaceAll("\\$\\d+\r\n", "").split("(?<=[()\r])"))
        .map(this::inOrder)
        .collect(Collectors.joining());
  }

  private String inOrder(String rules) {
    Predicate<String> single = Pattern.compile("^[+-][a-z]").asPredicate();
    List<String> words = List.of(rules.split("(?= )|(?<= )|(?=[)\r])"));
    String first =
        words.stream()
            .filter(word -> !single.test(word) && !word.isBlank())
            .collect(Collectors.joining(" "));
    return words.stream()
        .filter(word -> single.test(word) && !later.contains(word.substring(1)))
        .sorted()
        .collect(Collectors.joining(" ", first + " ", ""));
  }
}
