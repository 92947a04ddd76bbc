package miniredis.engine;

/** What scripts take, for those who show figures. Asked on the engine's thread. */
public interface ScriptMemory {

  /** As long as there are none. */
  ScriptMemory NONE =
      new ScriptMemory() {
        @Override
        public int scripts() {
          return 0;
        }

        @Override
        public long scriptBytes() {
          return 0;
        }

        @Override
        public long luaBytes() {
          return 0;
        }
      };

  /** How many scripts are known. */
  int scripts();

  /** About how many bytes their texts take. */
  long scriptBytes();

  /** Bytes that Lua has taken, outside of Java's heap; 0 before the first script. */
  long luaBytes();
}
