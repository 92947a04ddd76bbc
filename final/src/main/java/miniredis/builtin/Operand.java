package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.WrongTypeException;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import miniredis.value.Value;

/** What ZUNION and its relatives work on: members with scores, 1 where a set has none. */
interface Operand {

  int size();

  /** The score of a member, or NaN if it is none. */
  double score(Bytes member);

  void forEach(ObjDoubleConsumer<Bytes> visitor);

  /** Of the value at a key, or of no value. */
  static Operand of(Value value) {
    if (value == null) return new Plain(0, _ -> false, _ -> {});
    if (value instanceof SortedSetValue set) return new Sorted(set);
    if (value instanceof SetValue set) return new Plain(set.size(), set::contains, set::forEach);
    throw new WrongTypeException();
  }

  /** A set without scores. */
  record Plain(int size, Predicate<Bytes> contains, Consumer<Consumer<Bytes>> walk)
      implements Operand {

    @Override
    public double score(Bytes member) {
      return contains.test(member) ? 1 : Double.NaN;
    }

    @Override
    public void forEach(ObjDoubleConsumer<Bytes> visitor) {
      walk.accept(member -> visitor.accept(member, 1));
    }
  }

  record Sorted(SortedSetValue set) implements Operand {

    @Override
    public int size() {
      return set.size();
    }

    @Override
    public double score(Bytes member) {
      return set.score(member);
    }

    @Override
    public void forEach(ObjDoubleConsumer<Bytes> visitor) {
      set.forEach(visitor);
    }
  }
}
