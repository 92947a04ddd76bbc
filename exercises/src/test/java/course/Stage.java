package course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;

/**
 * Puts another server where {@link ServerUnderTest#load} finds the module's own: console blocks
 * that are played meanwhile by this thread are played against that one. Its classes are in a folder
 * of their own, or here.
 */
final class Stage extends URLClassLoader {

  private static final String SERVICE = "META-INF/services/" + ServerUnderTest.class.getName();

  private Stage(URL[] urls) {
    super(urls, Stage.class.getClassLoader());
  }

  /** The class of this name must be a {@link ServerUnderTest}; the folder takes a note about it. */
  static Stage of(String server, Path classes) {
    try {
      Path note = classes.resolve(SERVICE);
      Files.createDirectories(note.getParent());
      Files.writeString(note, server);
      return new Stage(new URL[] {classes.toUri().toURL()});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICE) ? findResources(name) : super.getResources(name);
  }

  /** Plays the block as on a machine whose language is Arabic, with digits of its own. */
  void play(Fence block, Path root) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Locale language = Locale.getDefault();
    thread.setContextClassLoader(this);
    Locale.setDefault(Locale.of("ar", "EG"));
    try {
      Console.play(block, root);
    } finally {
      thread.setContextClassLoader(before);
      Locale.setDefault(language);
    }
  }
}
