package miniredis;

/** A row of the command table. The arity counts the name; -3 means three words or more. */
record Command(String name, int arity, Handler handler) {
  boolean takes(int words) {
    return arity < 0 ? words >= -arity : words == arity;
  }
}
