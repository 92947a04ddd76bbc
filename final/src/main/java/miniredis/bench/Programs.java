package miniredis.bench;

import module java.base;

/** Programs on the PATH. */
final class Programs {

  private Programs() {}

  /** Where a program is, if it is installed. */
  static Optional<Path> find(String name) {
    String folders = System.getenv().getOrDefault("PATH", "");
    return Stream.of(folders.split(File.pathSeparator))
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
