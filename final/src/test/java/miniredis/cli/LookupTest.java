package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Tab asks a server that takes its time. */
@Timeout(120)
class LookupTest {

  private static final String KEYS = "*2\r\n$1\r\n0\r\n*1\r\n$6\r\nuser:1\r\n";

  private final AtomicBoolean keyPressed = new AtomicBoolean();

  /** Has one more permit for each request that has come. */
  private final Semaphore asked = new Semaphore(0);

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private ServerSocket listener;
  private Link link;
  private Lookup lookup;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
    CliOptions options = new CliOptions();
    options.port = listener.getLocalPort();
    link = new Link(options, complaint -> {});
    lookup = new Lookup(link, keyPressed::get, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() throws IOException {
    lookup.close();
    listener.close();
  }

  @Test
  void aBusyServerIsWaitedFor() throws Exception {
    CompletableFuture<List<Bytes>> keys = ask();
    asked.acquire();
    assertThatThrownBy(() -> keys.get(400, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    answers.add(KEYS);
    assertThat(keys.get()).containsExactly(Bytes.of("user:1"));
  }

  @Test
  void aPressedKeyEndsTheWait() throws Exception {
    CompletableFuture<List<Bytes>> keys = ask();
    asked.acquire();
    assertThat(keys).isNotDone();
    keyPressed.set(true);
    assertThat(keys.get(30, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void theNextQuestionIsNotAnsweredWithWhatWasGivenUp() throws Exception {
    CompletableFuture<List<Bytes>> given = ask();
    asked.acquire();
    keyPressed.set(true);
    given.get(30, TimeUnit.SECONDS);
    keyPressed.set(false);
    answers.add(KEYS.replace("user:1", "stale!"));
    while (!answers.isEmpty()) Thread.onSpinWait();
    answers.add(KEYS);
    assertThat(ask().get()).containsExactly(Bytes.of("user:1"));
  }

  @Test
  void aServerThatNeverAnswersIsLeft() {
    try (Lookup hasty = new Lookup(link, keyPressed::get, Duration.ofMillis(300))) {
      assertThat(hasty.keys("u", null)).isEmpty();
    }
  }

  private CompletableFuture<List<Bytes>> ask() {
    Executor ownThread = task -> Thread.ofPlatform().daemon().start(task);
    return CompletableFuture.supplyAsync(() -> lookup.keys("u", null), ownThread);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  /** Answers each request with the next answer that a test gives. */
  private void serve(Socket socket) {
    try (socket) {
      byte[] request = new byte[4096];
      while (socket.getInputStream().read(request) > 0) {
        asked.release();
        socket.getOutputStream().write(answers.take().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      // The client is gone.
    }
  }
}
