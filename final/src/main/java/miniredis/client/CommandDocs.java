package miniredis.client;

import module java.base;

import miniredis.resp.Reply;
import miniredis.resp.ReplyReader;

/**
 * What Redis 7.0.15 answers to COMMAND DOCS, as it comes over the wire, for servers that have no
 * such command. Made with
 *
 * <pre>printf 'COMMAND DOCS\r\nQUIT\r\n' | nc localhost 6379 > docs.resp</pre>
 */
public final class CommandDocs {

  private CommandDocs() {}

  /** A map from each command's name to the map of what there is to know of it. */
  public static Reply read() {
    try (InputStream in = CommandDocs.class.getResourceAsStream("docs.resp")) {
      return new ReplyReader(in).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
