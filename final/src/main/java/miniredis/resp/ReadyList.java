package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/**
 * The items of an array or a map that nobody has to make, because their bytes are there already, in
 * both protocols. The {@link ReplyWriter} copies them.
 *
 * <p>To everyone else it is a list of replies like any other, read when it is first looked into.
 */
public final class ReadyList extends AbstractList<Reply> {

  private final int size;
  private final Bytes inTwo;
  private final Bytes inThree;

  private List<Reply> items;

  /**
   * A list of so many items, written one after another in protocol 2, and the same in protocol 3.
   * Nobody looks whether that is what they are.
   */
  public ReadyList(int size, Bytes inTwo, Bytes inThree) {
    this.size = size;
    this.inTwo = inTwo;
    this.inThree = inThree;
  }

  void writeTo(int protocol, BytesBuilder out) {
    out.append(protocol == 3 ? inThree : inTwo);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Reply get(int index) {
    if (items == null) items = read();
    return items.get(index);
  }

  private List<Reply> read() {
    ReplyReader reader = new ReplyReader(new ByteArrayInputStream(inThree.array()));
    List<Reply> found = new ArrayList<>(size);
    try {
      while (found.size() < size) found.add(reader.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
