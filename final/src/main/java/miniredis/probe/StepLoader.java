package miniredis.probe;

import module java.base;

/**
 * The classes of a step, beside the JDK's and nobody else's: nothing of ours is visible to them.
 */
final class StepLoader extends ClassLoader {

  /** By which a frame of a stack is known to be a step's. */
  static final String NAME = "step";

  private final Map<String, byte[]> classes;

  StepLoader(Map<String, byte[]> classes) {
    super(NAME, ClassLoader.getPlatformClassLoader());
    this.classes = classes;
  }

  /** A class of the step's package by its simple name, or null if there is none. */
  Class<?> find(String simpleName) {
    try {
      return loadClass("miniredis." + simpleName);
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }
}
