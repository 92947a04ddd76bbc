package miniredis.value;

/** The two ends of a list: the head is what LPUSH and LPOP mean by left. */
public enum End {
  HEAD,
  TAIL;

  public End other() {
    return this == HEAD ? TAIL : HEAD;
  }
}
