package miniredis.scripting;

/** A library that scripts find as a table of functions. */
interface Library {

  /** Pushes the table. */
  void push(LuaState lua);
}
