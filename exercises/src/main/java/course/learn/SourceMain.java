package course.learn;

import module java.base;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * {@code ./run source DIR}: compiles the sources in memory and runs their main class in this JVM.
 * Of many errors it shows the first: mostly that is the cause of all others. It is itself run from
 * its source, so that a learner needs no build.
 */
final class SourceMain {

  /** {@code FOLDER miniredis/Main.java ARGUMENTS...}: where the sources are, and the main one. */
  public static void main(String... args) throws Throwable {
    ClassLoader classes;
    try (Builder builder = new Builder()) {
      builder.compile(Path.of(args[0]), args[1]).ifPresent(SourceMain::refuse);
      classes = builder.loader();
    }
    run(classes, args);
  }

  private static void refuse(Builder.Fault fault) {
    fault.lines().forEach(System.err::println);
    System.exit(1);
  }

  private static void run(ClassLoader classes, String... args) throws Throwable {
    Thread.currentThread().setContextClassLoader(classes);
    String name = args[1].replace(".java", "").replace('/', '.');
    Method main = classes.loadClass(name).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
