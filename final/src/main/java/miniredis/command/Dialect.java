package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * Another language for the same server: it turns what clients say into requests of Redis, and the
 * replies into its own words. Nothing behind it knows that it is there.
 *
 * <p>Called on the thread that runs commands. {@code redis} runs a request as if the client had
 * sent it; a dialect may use it more than once for one request, and nobody comes between.
 */
public interface Dialect {

  /** Answers a line, which comes without its line end: the whole answer, line ends included. */
  Bytes answer(Bytes line, Function<Bytes[], Reply> redis);

  /**
   * A message that a client which speaks in lines has not asked for just now, line ends included.
   */
  Bytes message(Reply message);

  /** Answers a request of a client that speaks RESP. */
  Reply answer(Bytes[] request, Function<Bytes[], Reply> redis);
}
