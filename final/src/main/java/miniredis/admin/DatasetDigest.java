package miniredis.admin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;
import miniredis.value.StreamCursor;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;
import miniredis.value.StringValue;
import miniredis.value.Value;

/**
 * DEBUG DIGEST: twenty bytes that are the same for the same data, however it is kept, here and in
 * Redis. Two servers that should hold the same are compared by it.
 *
 * <p>What has an order is <em>mixed</em> in: the sum is hashed anew after each part. What has none,
 * such as the fields of a hash, is hashed each by itself and <em>joined</em> by exclusive or, which
 * does not care what came first.
 */
final class DatasetDigest {

  private static final int LENGTH = 20;

  private static final int STRING = 0;
  private static final int LIST = 1;
  private static final int HASH = 4;
  private static final int STREAM = 6;

  private final MessageDigest hash;
  private final byte[] sum = new byte[LENGTH];

  private DatasetDigest(MessageDigest hash) {
    this.hash = hash;
  }

  private static DatasetDigest empty() {
    try {
      return new DatasetDigest(MessageDigest.getInstance("SHA-1"));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Of all keys of all databases, in hexadecimal digits; zeros if there are none. */
  static String of(Keyspace keyspace) {
    DatasetDigest all = empty();
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(i);
      if (database.size() > 0) all.add(database);
    }
    return all.digits();
  }

  /** Of the value of a key and its having a deadline; zeros if there is no such key. */
  static String of(Database database, Bytes key) {
    DatasetDigest digest = empty();
    Value value = database.peek(key);
    if (value != null) digest.add(value, database.deadline(key));
    return digest.digits();
  }

  /** A key that dies on being looked at changes the table, so the keys are listed first. */
  private void add(Database database) {
    mix(database.index());
    List<Bytes> keys = new ArrayList<>(database.size());
    database.forEachKey(keys::add);
    for (Bytes key : keys) {
      DatasetDigest one = new DatasetDigest(hash);
      one.mix(key.array());
      one.add(database.peek(key), database.deadline(key));
      join(one);
    }
  }

  private void add(Value value, long deadline) {
    switch (value) {
      case StringValue string -> {
        mix(STRING);
        mix(string.content().array());
      }
      case ListValue list -> {
        mix(LIST);
        for (ListCursor at = list.cursor(0); at.isThere(); at.next()) mix(at.get().array());
      }
      case HashValue fields -> {
        mix(HASH);
        fields.forEach(this::join);
      }
      case StreamValue stream -> {
        mix(STREAM);
        for (StreamCursor at = stream.from(StreamId.MIN); at.isThere(); at.next()) mix(at);
      }
    }
    if (deadline != Entry.NO_DEADLINE) join("!!expire!!".getBytes(StandardCharsets.US_ASCII));
  }

  private void mix(StreamCursor entry) {
    mix(entry.id().toString().replace('-', '.').getBytes(StandardCharsets.US_ASCII));
    for (Bytes each : entry.fieldsAndValues()) mix(each.array());
  }

  private void join(Bytes field, Bytes value) {
    DatasetDigest one = new DatasetDigest(hash);
    one.mix(field.array());
    one.mix(value.array());
    join(one);
  }

  private void join(DatasetDigest other) {
    join(other.sum);
  }

  private void join(byte[] part) {
    byte[] hashed = hash.digest(part);
    for (int i = 0; i < LENGTH; i++) sum[i] ^= hashed[i];
  }

  private void mix(byte[] part) {
    join(part);
    System.arraycopy(hash.digest(sum), 0, sum, 0, LENGTH);
  }

  private void mix(int number) {
    mix(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private String digits() {
    return HexFormat.of().formatHex(sum);
  }
}
