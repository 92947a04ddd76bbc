package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.FakeServer;
import miniredis.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DialogueTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> notices = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private FakeServer server;
  private Link link;
  private Dialogue dialogue;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer(this::answer);
    talk();
  }

  private void talk(String... options) {
    List<String> args = new ArrayList<>(List.of("-p", "" + server.port(), "--no-raw"));
    args.addAll(List.of(options));
    CliOptions parsed = CliOptions.parse(args.toArray(String[]::new), Map.of());
    Screen screen = new Screen(out, notices::add, false);
    link = new Link(parsed, screen.notices());
    dialogue = new Dialogue(link, parsed.format(), screen, new Help(new Manual(link), false));
  }

  @AfterEach
  void stop() throws IOException {
    link.close();
    server.close();
  }

  private String answer(List<String> words) {
    asked.add(String.join(" ", words));
    return switch (words.getFirst()) {
      case "GET" -> "$5\r\nhello\r\n";
      case "INFO" -> "$10\r\n# Server\r\n\r\n";
      case "SUBSCRIBE" -> "*1\r\n+subscribe\r\n-ERR enough\r\n";
      case "QUEUE" -> "+QUEUED\r\n";
      case "LEAVE", "SHUTDOWN" -> null;
      case "AUTH" -> "-WRONGPASS no\r\n";
      case "COMMAND" -> MANUAL;
      default -> "+OK\r\n";
    };
  }

  static final String MANUAL =
      """
      *2
      +get
      *8
      +summary
      +Get the value of a key
      +since
      +1.0.0
      +group
      +string
      +arguments
      *1
      *4
      +name
      +key
      +type
      +key
      """
          .replace("\n", "\r\n");

  @Test
  void aLineIsSplitIntoWordsWithQuotesAndEscapes() throws IOException {
    line("GET 'a b' \"\\x41\"");
    assertThat(asked).containsExactly("GET a b A");
    assertThat(out()).isEqualTo("\"hello\"\n");
  }

  @Test
  void unbalancedQuotesAreNotSent() throws IOException {
    line("GET \"a");
    assertThat(asked).isEmpty();
    assertThat(out()).isEqualTo("Invalid argument(s)\n");
  }

  @Test
  void aNumberBeforeACommandRepeatsIt() throws IOException {
    line("3 SET k v");
    assertThat(out()).isEqualTo("OK\nOK\nOK\n");
  }

  @Test
  void pagesOfTextArePrintedAsText() throws IOException {
    line("INFO");
    assertThat(out()).isEqualTo("# Server\r\n");
  }

  @Test
  void aLostConnectionIsMadeAgainAndTheCommandSentAgain() throws IOException {
    line("SELECT 3");
    server.dropClients();
    line("GET k");
    assertThat(asked).containsExactly("SELECT 3", "SELECT 3", "GET k");
    assertThat(out()).isEqualTo("OK\n\"hello\"\n");
    assertThat(notices).singleElement().asString().startsWith("Server closed the connection; ");
  }

  @Test
  void aTransactionIsNotCarriedOnOverANewConnection() throws IOException {
    line("MULTI");
    line("QUEUE x");
    assertThat(link.inTransaction()).isTrue();
    server.dropClients();
    assertThat(line("EXEC")).isEqualTo(Dialogue.Outcome.NO_SERVER);
    assertThat(asked).containsExactly("MULTI", "QUEUE x");
    assertThat(notices)
        .containsExactly("Error: Server closed the connection; the transaction is lost");
  }

  @Test
  void aServerThatHangsUpOnTheCommandItselfIsSaid() throws IOException {
    line("LEAVE");
    assertThat(notices).containsExactly("Error: Server closed the connection");
    line("SHUTDOWN");
    assertThat(notices).hasSize(1);
  }

  @Test
  void whereThereIsNoServerTheAddressIsNamed() throws IOException {
    server.close();
    assertThat(line("GET k")).isEqualTo(Dialogue.Outcome.NO_SERVER);
    // A server that is going away may still take the connection and then reset it.
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("Could not connect to mini Redis at 127.0.0.1:" + server.port() + ": ")
        .containsAnyOf("Connection refused", "Connection reset");
  }

  @Test
  void aSubscriptionPrintsUntilItIsOver() throws IOException {
    line("SUBSCRIBE c");
    assertThat(out())
        .isEqualTo(
            "Reading messages... (press Ctrl-C to quit)\n1) subscribe\n(error) ERR enough\n");
  }

  @Test
  void loginProtocolAndDatabaseComeBeforeTheFirstCommand() throws IOException {
    talk("-a", "secret", "--user", "me", "-3", "-n", "2");
    line("GET k");
    assertThat(asked).containsExactly("AUTH me secret", "HELLO 3", "SELECT 2", "GET k");
    assertThat(notices).containsExactly("AUTH failed: WRONGPASS no");
  }

  @Test
  void helpComesFromTheServer() throws IOException {
    link.open();
    line("help get");
    assertThat(out())
        .isEqualTo(
            """

              GET key
              summary: Get the value of a key
              since: 1.0.0
              group: string

            """);
  }

  @Test
  void quitAndExitLeaveWithoutAskingTheServer() throws IOException {
    assertThat(line("quit")).isEqualTo(Dialogue.Outcome.LEAVE);
    assertThat(line("EXIT")).isEqualTo(Dialogue.Outcome.LEAVE);
    assertThat(asked).isEmpty();
  }

  @Test
  void aSingleCommandIsNeverTheShellsOwn() throws IOException {
    dialogue.command(new Bytes[] {Bytes.of("quit")});
    assertThat(asked).containsExactly("quit");
  }

  private Dialogue.Outcome line(String line) throws IOException {
    return dialogue.line(line.getBytes(StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
