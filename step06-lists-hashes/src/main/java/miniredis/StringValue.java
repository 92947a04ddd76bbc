package miniredis;

/** Bytes never change, so a string is its own copy. */
record StringValue(Bytes bytes) implements Value {
  @Override
  public Value copy() {
    return this;
  }
}
