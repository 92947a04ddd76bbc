package miniredis.probe;

import module java.base;

/**
 * What is private in a step's classes, by its name. A learner's own server may have other names:
 * what is not there is told in a sentence.
 */
final class Reflected {

  /** Something that is not there. */
  static final class UnseenException extends RuntimeException {
    UnseenException(String message) {
      super(message);
    }
  }

  private Reflected() {}

  /** The value of a field of an object; null is not looked into. */
  static Object field(Object of, String name) {
    try {
      return accessible(of, name).get(of);
    } catch (IllegalAccessException e) {
      throw new UnseenException(e.getMessage());
    }
  }

  /** The same, which must be of this type. */
  static <T> T field(Object of, String name, Class<T> type) {
    Object value = field(of, name);
    if (type.isInstance(value)) return type.cast(value);
    throw new UnseenException(
        "Not to be seen here: %s in %s is no %s."
            .formatted(name, of.getClass().getSimpleName(), type.getSimpleName()));
  }

  static boolean hasField(Object of, String name) {
    try {
      accessible(of, name);
      return true;
    } catch (UnseenException none) {
      return false;
    }
  }

  static void set(Object of, String name, Object value) {
    try {
      accessible(of, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new UnseenException(e.getMessage());
    }
  }

  private static Field accessible(Object of, String name) {
    if (of == null) throw new UnseenException("Not to be seen here: there is no " + name + ".");
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException further) {
        // Perhaps the class above has it.
      } catch (InaccessibleObjectException closed) {
        break;
      }
    }
    throw new UnseenException("Not to be seen here: %s has no field %s.".formatted(name(of), name));
  }

  /** By the name that its file has: of the staged database that is the one above. */
  private static String name(Object of) {
    Class<?> type = of.getClass();
    boolean staged = type.getSimpleName().equals(StagedDatabase.NAME);
    return (staged ? type.getSuperclass() : type).getSimpleName();
  }

  /** What a method of an object returns. */
  static Object call(Object on, String name, Object... arguments) {
    for (Class<?> type = on.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean fits = method.getParameterCount() == arguments.length;
        if (method.getName().equals(name) && fits) return invoke(method, on, arguments);
      }
    }
    throw new UnseenException(
        "Not to be seen here: %s has no method %s.".formatted(on.getClass().getSimpleName(), name));
  }

  private static Object invoke(Method method, Object on, Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(on, arguments);
    } catch (ReflectiveOperationException
        | IllegalArgumentException
        | InaccessibleObjectException e) {
      throw new UnseenException("Not to be seen here: " + method.getName() + " does not answer.");
    }
  }

  /**
   * An object by the first constructor whose every parameter is one of what there is; each is used
   * by its type.
   *
   * @throws ProbeException with the words of what it threw, or if no constructor fits
   */
  static Object make(Class<?> type, Object... known) throws ProbeException {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Object[] arguments = new Object[constructor.getParameterCount()];
      if (!fill(arguments, constructor.getParameterTypes(), known)) continue;
      try {
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
      } catch (InvocationTargetException e) {
        throw new ProbeException(words(e.getCause()));
      } catch (ReflectiveOperationException e) {
        throw new ProbeException(words(e));
      }
    }
    throw new ProbeException(
        "%s has no constructor that the lens knows how to call.".formatted(type.getSimpleName()));
  }

  private static boolean fill(Object[] arguments, Class<?>[] types, Object... known) {
    for (int i = 0; i < types.length; i++) {
      for (Object each : known) if (types[i].isInstance(each)) arguments[i] = each;
      if (arguments[i] == null) return false;
    }
    return true;
  }

  /** What a step's own code has to say of a failure. */
  static String words(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
