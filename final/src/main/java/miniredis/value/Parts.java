package miniredis.value;

import miniredis.bytes.Bytes;

/** Is told what a value consists of, however it is kept: for sums by which values are compared. */
public interface Parts {

  /** What comes next, of a value whose parts are in order. */
  void next(Bytes part);

  /** One of several that are in no order: an element, or a field and what belongs to it. */
  void oneOf(Bytes... parts);
}
