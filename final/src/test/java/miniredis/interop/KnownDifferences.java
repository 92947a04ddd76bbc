package miniredis.interop;

import module java.base;

/** Differences from Redis that are meant, from a file: a name, an equals sign, and the reason. */
final class KnownDifferences {

  private final Map<String, String> reasons = new TreeMap<>();
  private final Set<String> seen = new TreeSet<>();

  KnownDifferences(String file) {
    try (InputStream in = KnownDifferences.class.getResourceAsStream(file)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] nameAndReason = line.split("\\s*=\\s*", 2);
    if (nameAndReason.length < 2 || nameAndReason[1].isBlank()) {
      throw new IllegalArgumentException("No reason: " + line);
    }
    reasons.put(nameAndReason[0], nameAndReason[1]);
  }

  /** Whether the difference in this is meant; to be asked only where there is one. */
  boolean excuse(String name) {
    seen.add(name);
    return reasons.containsKey(name);
  }

  /** What the file excuses and nobody asked for. */
  Set<String> stale() {
    Set<String> stale = new TreeSet<>(reasons.keySet());
    stale.removeAll(seen);
    return stale;
  }
}
