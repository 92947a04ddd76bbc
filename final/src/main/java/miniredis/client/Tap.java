package miniredis.client;

/**
 * Sees every byte that goes over a connection, before it is sent and as it comes in. Called on the
 * thread that uses the connection; the array is only lent.
 */
public interface Tap {

  /** For those who do not look. */
  Tap NONE =
      new Tap() {
        @Override
        public void sent(byte[] bytes, int from, int to) {}

        @Override
        public void received(byte[] bytes, int from, int to) {}
      };

  void sent(byte[] bytes, int from, int to);

  void received(byte[] bytes, int from, int to);
}
