package miniredis;

import module java.base;

/** What a client sends. Before we wait for more, its replies leave: it may be waiting for them. */
final class ClientInput extends FilterInputStream {
  private final OutputStream replies;
  private final boolean trace;

  ClientInput(InputStream in, OutputStream replies, boolean trace) {
    super(in);
    this.replies = replies;
    this.trace = trace;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    replies.flush();
    int count = in.read(bytes, from, most);
    if (trace && count > 0) Trace.show(" > ", bytes, from, count);
    return count;
  }
}
