package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/** The guided scenes that there are for the server that is looked at. Safe on any thread. */
interface Programme {

  Programme EMPTY =
      new Programme() {
        @Override
        public List<String> scenes() {
          return List.of();
        }

        @Override
        public String ask(JsonValue request) {
          return Lens.error("There are no scenes for this server.");
        }

        @Override
        public void play(String scene) {
          throw new IllegalArgumentException("there is no scene " + scene);
        }
      };

  /** Their ids, in the order in which they are to be shown. */
  List<String> scenes();

  /** Does {@code scene}, as the page asks for it; answers as {@link Subject#ask} does. */
  String ask(JsonValue request);

  /**
   * Plays a scene from its question to its end, without a page; returns when all that it sent is
   * answered.
   *
   * @throws IllegalArgumentException if there is no such scene
   * @throws IOException if the server does not do what the scene needs
   */
  void play(String scene) throws IOException;
}
