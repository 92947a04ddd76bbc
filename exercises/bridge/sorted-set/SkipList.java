package miniredis;

import module java.base;

/**
 * Members in the order of their scores, and of their bytes where scores are equal. Every node is in
 * the list of level 0; one in four is in level 1 too, one in sixteen in level 2, as dice have it. A
 * search runs along the highest level, and goes one down wherever the next node would be too far.
 *
 * <pre>
 *   level 2   head ----------------------------> d -----------------> (end)
 *   level 1   head ----------> b --------------> d -----------------> (end)
 *   level 0   head ---> a ---> b ---> c -------> d ---> e ---> f ---> (end)
 * </pre>
 *
 * <p>An arrow knows how many places it goes forward: its span. The sum of the spans on the way to a
 * node is the node's place.
 */
final class SkipList {
  private static final int LEVELS = 24;

  static final class Node {
    final double score;
    final Bytes member;
    final Node[] next; // The arrows, one for each level that the node is in.
    final int[] span;

    private Node(double score, Bytes member, int height) {
      this.score = score;
      this.member = member;
      next = new Node[height];
      span = new int[height];
    }
  }

  private final Node head = new Node(0, null, LEVELS);

  SkipList() {
    Arrays.fill(head.span, 1); // All arrows lead to the end, and that is one place further.
  }

  private static int randomHeight() {
    int height = 1;
    while (height < LEVELS && ThreadLocalRandom.current().nextInt(4) == 0) height++;
    return height;
  }

  /** Bytes are compared without a sign, as Redis does: \xff comes last. */
  private static boolean isBefore(Node node, double score, Bytes member) {
    if (node == null || node.score != score) return node != null && node.score < score;
    return Arrays.compareUnsigned(node.member.array(), member.array()) < 0;
  }

  /**
   * The last node before this place, on each level. Puts into {@code places} how many places from
   * the head each of them is.
   */
  private Node[] before(double score, Bytes member, int[] places) {
    return null; // TODO
  }

  void add(double score, Bytes member) {
    // TODO
  }

  /** The member is there, and has this score. */
  void remove(double score, Bytes member) {
    Node[] before = before(score, member, new int[LEVELS]);
    Node node = before[0].next[0];
    for (int level = 0; level < LEVELS; level++) {
      before[level].span[level]--;
      if (level >= node.next.length) continue;
      before[level].next[level] = node.next[level];
      before[level].span[level] += node.span[level];
    }
  }

  /** How many members stand before this one. */
  int rank(double score, Bytes member) {
    return 0; // TODO
  }

  /** The node at this place; 0 is the first. */
  Node at(int place) {
    return head; // TODO
  }
}
