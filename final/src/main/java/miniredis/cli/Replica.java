package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * What a server tells its replicas: a snapshot of its data ({@code --rdb}), then every write
 * ({@code --replica}).
 *
 * <p>The snapshot comes as {@code $length} and so many bytes; or, if the server does not know the
 * length yet, as {@code $EOF:} and forty bytes that come again behind the snapshot.
 */
final class Replica {

  private static final int MARK = 40;
  private static final int PIECE = 4096;

  private final CliOptions options;
  private final Link link;
  private final Streams streams;

  /** What ends the snapshot; null where its length is known. */
  private byte[] mark;

  private long length;

  Replica(CliOptions options, Link link, Streams streams) {
    this.options = options;
    this.link = link;
    this.streams = streams;
  }

  /** {@code --replica}: prints the writes of the server, for as long as it is there. */
  void run() throws IOException {
    announce("capa", "eof");
    announce("rdb-filter-only", "");
    follow();
  }

  /** {@code --rdb} and {@code --functions-rdb}. */
  void save() throws IOException {
    announce("capa", "eof");
    announce("rdb-only", "1");
    if (options.functionsOnly && !announce("rdb-filter-only", "functions")) {
      throw failed("Failed requesting functions only RDB from server, aborting");
    }
    sync();
    String file = options.rdbFile;
    streams.complain(
        mark == null
            ? "SYNC sent to master, writing " + length + " bytes to '" + file + "'"
            : "SYNC sent to master, writing bytes of bulk transfer until EOF marker to '"
                + file
                + "'");
    if (file.equals("-")) {
      copy(streams.out());
      streams.out().flush();
    } else {
      saveTo(Path.of(file));
    }
    if (mark != null) length -= MARK;
    streams.complain(
        mark == null
            ? "Transfer finished with success."
            : "Transfer finished with success after " + length + " bytes");
  }

  private void saveTo(Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long written = copy(Channels.newOutputStream(out));
      if (mark != null) out.truncate(written - MARK);
      out.force(true);
    } catch (FileSystemException e) {
      throw failed("Error opening '" + file + "': " + Reasons.ofFile(e));
    }
  }

  private boolean announce(String name, String value) throws IOException {
    streams.complain("sending REPLCONF " + name + " " + value);
    try {
      Reply reply = link.client().call("REPLCONF", name, value);
      if (!(reply instanceof Reply.Error(Bytes text))) return true;
      streams.complain("REPLCONF " + name + " error: " + text.text());
      return false;
    } catch (IOException | ProtocolException e) {
      throw failed("\nI/O error");
    }
  }

  /** Takes the snapshot for granted, and prints what comes after it. */
  void follow() throws IOException {
    sync();
    streams.complain(
        mark == null
            ? "SYNC with master, discarding " + length + " bytes of bulk transfer..."
            : "SYNC with master, discarding bytes of bulk transfer until EOF marker...");
    copy(OutputStream.nullOutputStream());
    if (mark == null) {
      streams.complain("SYNC done. Logging commands from master.");
    } else {
      streams.complain("SYNC done after " + length + " bytes. Logging commands from master.");
      LockSupport.parkNanos(1_000_000_000);
      announce("ACK", "0");
    }
    Printer printer = Printer.of(options).in(Format.CSV);
    BytesBuilder text = new BytesBuilder(256);
    try {
      while (true) {
        text.clear();
        printer.print(link.client().receive(), text);
        streams.out().write(text.array(), 0, text.length());
        streams.out().flush();
      }
    } catch (EOFException e) {
      throw failed("Error: " + Reasons.of(e));
    }
  }

  private void sync() throws IOException {
    link.client().output().write("SYNC\r\n".getBytes(StandardCharsets.US_ASCII));
    link.client().output().flush();
    String head = head();
    if (head.startsWith("-")) throw failed("SYNC with master failed: " + head);
    if (head.startsWith("$EOF:") && head.length() >= MARK + 5) {
      mark = head.substring(5, 5 + MARK).getBytes(StandardCharsets.ISO_8859_1);
    } else {
      length = Digits.whole(head.substring(1));
    }
  }

  /** The line before the snapshot; a server that is not ready yet sends empty ones. */
  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (true) {
      int b = link.client().input().read();
      if (b < 0) throw failed("Error reading bulk length while SYNCing");
      if (b == '\n' && !head.isEmpty()) return head.toString();
      if (b != '\n') head.append((char) b);
    }
  }

  /** Copies the snapshot, and the mark behind it where there is one; returns the bytes in all. */
  private long copy(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    byte[] tail = new byte[0];
    long done = 0;
    while (mark != null || done < length) {
      int most = mark != null ? PIECE : (int) Math.min(PIECE, length - done);
      int count = link.client().input().read(piece, 0, most);
      if (count <= 0) throw failed("I/O Error reading RDB payload from socket");
      out.write(piece, 0, count);
      done += count;
      if (mark == null) continue;
      tail = lastOf(tail, piece, count);
      if (Arrays.equals(tail, mark)) break;
    }
    if (mark != null) length = done;
    return done;
  }

  private static byte[] lastOf(byte[] before, byte[] piece, int count) {
    byte[] all = Arrays.copyOf(before, before.length + count);
    System.arraycopy(piece, 0, all, before.length, count);
    return Arrays.copyOfRange(all, Math.max(0, all.length - MARK), all.length);
  }

  private Exit failed(String line) throws IOException {
    streams.complain(line);
    return new Exit(1);
  }
}
