package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.FakeServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shell's threads in the background meet is no stack trace for a person, and no hang. */
class ShellThreadsTest {

  private static final String CTRL_C = "\3";

  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.UncaughtExceptionHandler before;

  @BeforeEach
  void listen() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void stopListening() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void aTerminalThatGoesWhileTheServerGoesLeavesNoTrace() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (FakeServer fake = new FakeServer(words -> "+OK\r\n")) {
        VirtualShell shell = new VirtualShell(fake.port());
        shell.see(">").type("GET");
        shell.closeTerminal();
        fake.dropClients();
        LockSupport.parkNanos(150_000_000);
        shell.close();
      }
    }
    assertThat(uncaught).isEmpty();
  }

  @Test
  void leavingWhileTheServerGoesLeavesNoTrace() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (FakeServer fake = new FakeServer(words -> "+OK\r\n")) {
        VirtualShell shell = new VirtualShell(fake.port());
        shell.see(">").type("\4");
        fake.dropClients();
        assertThat(shell.isOver()).isTrue();
        shell.close();
      }
    }
    assertThat(uncaught).isEmpty();
  }

  @Test
  void aWaitIsNotSaidOnATerminalThatHasGone() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (FakeServer fake = new FakeServer(words -> answered(words, answer))) {
      VirtualShell shell = new VirtualShell(fake.port());
      shell.see(">").enter("BLPOP k 0");
      LockSupport.parkNanos(100_000_000);
      shell.closeTerminal();
      LockSupport.parkNanos(250_000_000);
      answer.countDown();
      shell.close();
    }
    assertThat(uncaught).isEmpty();
  }

  private static String answered(List<String> words, CountDownLatch answer) {
    try {
      if (words.getFirst().equals("BLPOP")) answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "+OK\r\n";
  }

  @Test
  void halfAMessageHoldsNobodyUp() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sendHalfMessages(listener));
      VirtualShell shell = new VirtualShell(listener.getLocalPort(), "--no-confirm");
      shell.see(">");
      LockSupport.parkNanos(300_000_000);
      // The reader of messages waits for the rest, and this command for the reader.
      shell.enter("FLUSHALL");
      LockSupport.parkNanos(100_000_000);
      shell
          .type(CTRL_C)
          .see("Error: ")
          .prompt("127.0.0.1:" + listener.getLocalPort() + "(not connected)> ");
      shell.enter("quit").see("Goodbye!");
      assertThat(shell.isOver()).isTrue();
      shell.close();
    }
    assertThat(uncaught).isEmpty();
  }

  @Test
  void halfAMessageDoesNotKeepAnyoneFromLeaving() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sendHalfMessages(listener));
      VirtualShell shell = new VirtualShell(listener.getLocalPort());
      shell.see(">");
      LockSupport.parkNanos(300_000_000);
      shell.type("\4").see("Goodbye!");
      assertThat(shell.isOver()).isTrue();
      shell.close();
    }
  }

  @Test
  void aSubcommandWithoutANameIsNoTrouble() throws Exception {
    String docs = "*2\r\n$3\r\nbox\r\n*2\r\n$11\r\nsubcommands\r\n*2\r\n$4\r\nbox|\r\n*0\r\n";
    try (FakeServer fake = new FakeServer(words -> docs)) {
      VirtualShell shell = new VirtualShell(fake.port());
      shell.see(">").type("BOX \t").type("\3").enter("quit").see("Goodbye!");
      assertThat(shell.isOver()).isTrue();
      shell.close();
    }
    assertThat(uncaught).isEmpty();
  }

  private static void sendHalfMessages(ServerSocket listener) {
    // Kept: a socket that nobody knows any more is closed.
    List<Socket> open = new ArrayList<>();
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        socket.getOutputStream().write(">3\r\n$7\r\nmess".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }
}
