package miniredis.differential;

/** Where the answers part: the request of this index got these two. */
record Difference(int index, Request request, Answer ours, Answer theirs) {

  /** Whether the other is, as far as one can tell, the same mistake. */
  boolean isLike(Difference other) {
    return request.name().equals(other.request.name());
  }

  /** For counting each mistake once. */
  String kind() {
    return "%s %s %.12s %.12s"
        .formatted(
            request.name(),
            request.name().matches("CLIENT|OBJECT|COMMAND") ? request.word(1) : "",
            ours.raw(),
            theirs.raw());
  }
}
