package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/** The fields of a hash that a request names: {@code FIELDS numfields field [field ...]}. */
final class FieldList {

  private static final Bytes FIELDS = Bytes.of("FIELDS");

  private FieldList() {}

  /** The fields after the word FIELDS, which must stand at this place; nothing may follow them. */
  static List<Bytes> at(Call call, int place, String notPositive) {
    if (place + 1 >= call.size() || !call.arg(place).is("FIELDS")) {
      throw new CommandException(Errors.FIELDS_MISSING);
    }
    long count = call.atLeast(1, place + 1, notPositive);
    List<Bytes> fields = call.from(place + 2);
    if (count != fields.size()) throw new CommandException(Errors.FIELDS_MISMATCH);
    return fields;
  }

  /** A request that says something of fields: the words, then FIELDS, their number, themselves. */
  static Bytes[] request(List<Bytes> words, List<Bytes> fields) {
    return request(words, fields.size(), fields);
  }

  /** The same of so many fields with a value after each. */
  static Bytes[] request(List<Bytes> words, int count, List<Bytes> fieldsAndValues) {
    Stream<Bytes> begin = Stream.concat(words.stream(), Stream.of(FIELDS, Bytes.of(count)));
    return Stream.concat(begin, fieldsAndValues.stream()).toArray(Bytes[]::new);
  }
}
