package miniredis.differential;

/** Where the answers part: the request of this index got these two. */
record Difference(int index, Request request, Answer ours, Answer theirs) {

  /** Whether the other is, as far as one can tell, the same mistake. */
  boolean isLike(Difference other) {
    return request.name().equals(other.request.name());
  }

  /** For counting each mistake once. */
  String kind() {
    return request.name() + " " + kind(ours) + " " + kind(theirs);
  }

  private static String kind(Answer answer) {
    return answer.raw().substring(0, answer.isError() ? Math.min(20, answer.raw().length()) : 1);
  }
}
