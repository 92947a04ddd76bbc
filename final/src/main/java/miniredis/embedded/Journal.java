package miniredis.embedded;

import module java.base;

/**
 * The last requests that came, within limits: a test that runs for a day must not fill the heap.
 * Safe on any thread.
 */
final class Journal {

  static final int MOST = 10_000;
  private static final long MOST_CHARACTERS = 16 << 20;

  private final ArrayDeque<Received> requests = new ArrayDeque<>();
  private long characters;

  synchronized void add(Received request) {
    requests.add(request);
    characters += request.length();
    while (requests.size() > MOST || characters > MOST_CHARACTERS && requests.size() > 1) {
      characters -= requests.poll().length();
    }
  }

  /** A copy, the oldest first. */
  synchronized List<Received> list() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
    characters = 0;
  }
}
