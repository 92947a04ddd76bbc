package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * {@code --pipe}: sends what standard input holds, as fast as the server takes it, and counts the
 * replies. One thread sends, another reads: a server stops reading from who does not read.
 *
 * <p>Behind all else goes an ECHO of random bytes, whose reply is the last.
 */
final class PipeMode {

  private static final int PIECE = 16 * 1024;
  private static final int MAGIC = 20;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final CliOptions options;
  private final Client client;
  private final Streams streams;
  private final Bytes magic;

  /** Null until all was sent; then the failure, or {@link #SENT}. */
  private volatile IOException end;

  private static final IOException SENT = new IOException("all was sent");

  private volatile long sentBytes;
  private long errors;
  private long replies;

  PipeMode(CliOptions options, Link link, Streams streams) {
    this.options = options;
    client = link.client();
    this.streams = streams;
    byte[] random = new byte[MAGIC];
    new Random().nextBytes(random);
    magic = Bytes.wrap(random);
  }

  /** Returns the exit code: 1 if there was any error. */
  int run() throws IOException {
    client.timeout(LOOK);
    Thread.ofPlatform().daemon().name("pipe").start(this::send);
    try {
      receive();
    } catch (EOFException | SocketException | ProtocolException e) {
      if (e instanceof ProtocolException) streams.complain("Error reading replies from server");
      throw new Exit(1);
    }
    progress("");
    streams.print("errors: " + errors + ", replies: " + replies + "\n");
    streams.out().flush();
    return errors == 0 ? 0 : 1;
  }

  private void send() {
    try {
      OutputStream out = client.output();
      byte[] piece = new byte[PIECE];
      for (int count = streams.in().read(piece); count >= 0; count = streams.in().read(piece)) {
        out.write(piece, 0, count);
        sentBytes += count;
      }
      progress("");
      streams.print("All data transferred. Waiting for the last reply...\n");
      streams.out().flush();
      // Before the array an empty line, in case that what came last was broken off.
      out.write("\r\n*2\r\n$4\r\nECHO\r\n$20\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(magic.array());
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      end = SENT;
    } catch (IOException e) {
      end = e;
    }
  }

  private void receive() throws IOException {
    long lastRead = System.nanoTime();
    while (true) {
      try {
        Reply reply = client.receive();
        lastRead = System.nanoTime();
        if (reply instanceof Reply.Bulk(Bytes bytes) && bytes.equals(magic)) {
          streams.print("Last reply received from server.\n");
          return;
        }
        replies++;
        if (replies % 10_000 == 0) progress("%,d replies, %,d bytes".formatted(replies, sentBytes));
        if (!(reply instanceof Reply.Error(Bytes text))) continue;
        errors++;
        progress("");
        streams.complain(text.text());
      } catch (SocketTimeoutException nothingYet) {
        if (end != null && end != SENT) throw failed(end);
        if (isTooLong(System.nanoTime() - lastRead)) {
          streams.complain("No replies for " + options.pipeTimeoutSeconds + " seconds: exiting.");
          errors++;
          return;
        }
      }
    }
  }

  private boolean isTooLong(long nanos) {
    long limit = options.pipeTimeoutSeconds;
    return end == SENT && limit > 0 && nanos / 1_000_000_000 > limit;
  }

  private Exit failed(IOException problem) throws IOException {
    streams.complain("Error writing to the server: " + Reasons.of(problem));
    return new Exit(1);
  }

  /** One line at the foot of a terminal, over the one before; empty to take it away. */
  private synchronized void progress(String text) throws IOException {
    if (!streams.outIsTerminal()) return;
    streams.print("\r\033[K" + text);
    streams.out().flush();
  }
}
