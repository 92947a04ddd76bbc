package miniredis;

/** A string. Bytes never change, so it can be its own copy. */
record StringValue(Bytes bytes) implements Value {
  @Override
  public Value copy() {
    return this;
  }
}
