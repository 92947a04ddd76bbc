package miniredis.interop;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * Fills a server with many requests at a time, whose replies are passed over: to wait for each
 * would take most of the time.
 */
final class Batch {

  private static final int MOST = 200;

  private final Client client;
  private int waiting;

  Batch(Client client) {
    this.client = client;
  }

  void add(String... words) throws IOException {
    client.send(words);
    sent();
  }

  void add(Bytes... words) throws IOException {
    client.send(words);
    sent();
  }

  private void sent() throws IOException {
    if (++waiting == MOST) finish();
  }

  /** Waits until all have been replied to. */
  void finish() throws IOException {
    for (; waiting > 0; waiting--) client.receive();
  }

  /** The reply to one more, which comes after all others. */
  Reply call(String... words) throws IOException {
    finish();
    return client.call(words);
  }

  Reply call(Bytes... words) throws IOException {
    finish();
    return client.call(words);
  }
}
