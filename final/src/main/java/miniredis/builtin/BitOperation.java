package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.StringValue;

/** BITOP: strings combined bit by bit. The shorter ones count as filled up with zeros. */
enum BitOperation {
  AND,
  OR,
  XOR,
  NOT;

  static Reply bitop(Call call) {
    BitOperation operation = named(call.arg(1));
    if (operation == NOT && call.size() != 4) throw new CommandException(Errors.BITOP_NOT);
    List<Bytes> sources = new ArrayList<>();
    for (Bytes key : call.from(3)) {
      Bytes source = call.database().string(key);
      sources.add(source == null ? Bytes.EMPTY : source);
    }
    Bytes result = operation.combine(sources);
    store(call, call.arg(2), result);
    return Reply.integer(result.length());
  }

  private static BitOperation named(Bytes word) {
    for (BitOperation operation : values()) if (word.is(operation.name())) return operation;
    throw Errors.syntax();
  }

  private Bytes combine(List<Bytes> sources) {
    int length = sources.stream().mapToInt(Bytes::length).max().orElse(0);
    byte[] result = Arrays.copyOf(sources.getFirst().array(), length);
    if (this == NOT) for (int i = 0; i < length; i++) result[i] = (byte) ~result[i];
    for (Bytes source : sources.subList(1, sources.size())) add(source.array(), result);
    return Bytes.wrap(result);
  }

  private void add(byte[] source, byte[] result) {
    int length = source.length;
    switch (this) {
      case AND -> {
        for (int i = 0; i < length; i++) result[i] &= source[i];
        Arrays.fill(result, length, result.length, (byte) 0);
      }
      case OR -> {
        for (int i = 0; i < length; i++) result[i] |= source[i];
      }
      case XOR -> {
        for (int i = 0; i < length; i++) result[i] ^= source[i];
      }
      case NOT -> throw new IllegalStateException("NOT takes one string");
    }
  }

  /** An empty result is no key. */
  private static void store(Call call, Bytes key, Bytes result) {
    if (result.isEmpty()) {
      call.storeNothing(key);
    } else {
      call.database().set(key, new StringValue(result), Entry.NO_DEADLINE);
      call.event(EventClass.STRING, "set", key);
    }
  }
}
