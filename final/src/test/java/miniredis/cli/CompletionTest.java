package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.FakeServer;
import org.junit.jupiter.api.Test;

class CompletionTest {

  /** A made-up SET with every kind of argument, and a container. RESP2, as it comes by default. */
  private static final String DOCS =
      array(
          "+set",
          doc(
              arg("key", "key"),
              arg("value", "string"),
              array(
                  "+name",
                  "+condition",
                  "+type",
                  "+oneof",
                  "+flags",
                  array("+optional"),
                  "+arguments",
                  array(token("NX"), token("XX"))),
              array(
                  "+name",
                  "+seconds",
                  "+type",
                  "+integer",
                  "+token",
                  "+EX",
                  "+flags",
                  array("+optional", "+multiple", "+multiple_token"))),
          "+config",
          array("+subcommands", array("+config|get", doc(arg("parameter", "string")))),
          "+dbsize",
          array("+summary", "+How many keys there are"));

  @Test
  void aServersManualCompletesAndHintsItsCommands() throws IOException {
    Manual manual = manual(DOCS);
    Completion completion = new Completion(manual, new Help(manual, false));
    assertThat(completion.words(List.of(), "S")).contains("SET", "CONFIG", "QUIT");
    assertThat(completion.words(List.of(), "s")).contains("set");
    assertThat(completion.words(List.of("config"), "")).containsExactly("GET");
    assertThat(completion.words(List.of("SET", "k", "v"), "")).containsExactly("NX", "XX", "EX");
    assertThat(completion.words(List.of("help"), "")).contains("@string", "SET");
  }

  @Test
  void hintsShrinkAsArgumentsAreTyped() throws IOException {
    LineHints hints = new LineHints(manual(DOCS));
    String options = "[NX|XX] [EX seconds [EX seconds ...]]";
    assertThat(hints.hint("set")).isEqualTo(" key value " + options);
    assertThat(hints.hint("set ")).isEqualTo("key value " + options);
    assertThat(hints.hint("set k")).isEqualTo(" value " + options);
    assertThat(hints.hint("set k v ")).isEqualTo(options);
    assertThat(hints.hint("set k v NX ")).isEqualTo(options);
    assertThat(hints.hint("CONFIG GET ")).isEqualTo("parameter");
    assertThat(hints.hint("dbsize")).isEqualTo(" - How many keys there are");
    assertThat(hints.hint("unheard of")).isEmpty();
  }

  @Test
  void aServerWithoutAManualIsNoTrouble() throws IOException {
    Manual manual = manual("-ERR unknown command 'COMMAND'\r\n");
    assertThat(manual.all()).isEmpty();
    assertThat(new LineHints(manual).hint("set k")).isEmpty();
    assertThat(new Completion(manual, new Help(manual, false)).words(List.of(), "q"))
        .contains("quit");
    assertThat(new Help(manual, false).text(List.of("set"))).startsWith("The server does not");
  }

  private static Manual manual(String docs) throws IOException {
    try (FakeServer server = new FakeServer(words -> docs);
        Link link =
            new Link(
                CliOptions.parse(new String[] {"-p", "" + server.port()}, Map.of()), text -> {})) {
      link.open();
      Manual manual = new Manual(link);
      manual.refresh();
      return manual;
    }
  }

  private static String doc(String... arguments) {
    return array("+group", "+string", "+arguments", array(arguments));
  }

  private static String arg(String name, String type) {
    return array("+name", "+" + name, "+type", "+" + type);
  }

  private static String token(String token) {
    return array("+name", "+x", "+type", "+pure-token", "+token", "+" + token);
  }

  private static String array(String... items) {
    return "*"
        + items.length
        + "\r\n"
        + Stream.of(items)
            .map(item -> item.endsWith("\r\n") ? item : item + "\r\n")
            .collect(Collectors.joining());
  }
}
