package miniredis.value;

/** Ranks side by side, from the first (inclusive) to the last (exclusive). */
public record Span(int from, int to) {

  public static final Span NONE = new Span(0, 0);

  public int size() {
    return to - from;
  }
}
