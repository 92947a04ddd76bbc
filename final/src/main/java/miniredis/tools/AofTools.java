package miniredis.tools;

import module java.base;

import miniredis.aof.AofException;
import miniredis.aof.AofManifest;
import miniredis.aof.AofReader;
import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.rdb.RequestSink;
import miniredis.rdb.RespWriter;

/** The tools for logs, of one file or of many. */
final class AofTools {

  private static final String FIX = "--fix";

  private AofTools() {}

  /** The files of a log in the order in which they are loaded. */
  private static List<Path> files(Path log) throws IOException {
    if (Files.isDirectory(log)) {
      try (Stream<Path> inside = Files.list(log)) {
        List<Path> manifests =
            inside.filter(file -> file.toString().endsWith(".manifest")).sorted().toList();
        if (manifests.size() == 1) return files(manifests.getFirst());
        throw new IOException(log + " has " + manifests.size() + " manifests, not one");
      }
    }
    if (!log.toString().endsWith(".manifest")) return List.of(log);
    return AofManifest.parse(Files.readAllBytes(log)).parts().stream()
        .map(part -> log.resolveSibling(part.name()))
        .toList();
  }

  private static boolean isSnapshot(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("REDIS");
    }
  }

  // aof-to-json and back

  static boolean toJson(List<String> arguments, PrintStream out) throws IOException {
    RequestSink printer = new JsonLine.Printer(out);
    for (Path file : files(ToolMain.file(arguments))) {
      if (isSnapshot(file)) {
        RdbTools.toRequests(file, printer);
        continue;
      }
      try (AofReader reader = new AofReader(file, 0)) {
        for (Bytes[] words = reader.next(); words != null; words = reader.next()) {
          printer.request(words);
        }
        if (reader.isTorn()) {
          throw new IOException(file + " ends within a request, at byte " + reader.offset());
        }
      }
    }
    return true;
  }

  static boolean fromJson(List<String> arguments, PrintStream out) throws IOException {
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(ToolMain.file(arguments))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) continue;
        BytesBuilder request = new BytesBuilder(64);
        RespWriter.append(request, read(line, number).toArray(Bytes[]::new));
        out.write(request.array(), 0, request.length());
      }
    } catch (CharacterCodingException noText) {
      throw new IOException("line " + (number + 1) + " is no UTF-8");
    }
    return true;
  }

  private static List<Bytes> read(String line, int number) throws IOException {
    try {
      return JsonLine.read(line);
    } catch (IllegalArgumentException bad) {
      throw new IOException("line " + number + ", " + bad.getMessage());
    }
  }

  // check-aof

  static boolean check(List<String> arguments, PrintStream out) throws IOException {
    boolean fix = arguments.contains(FIX);
    List<String> rest = arguments.stream().filter(word -> !word.equals(FIX)).toList();
    List<Path> files = files(ToolMain.file(rest));
    for (Path file : files) {
      boolean last = file.equals(files.getLast());
      boolean well = isSnapshot(file) ? RdbTools.isWhole(file, out) : isWhole(file, fix, last, out);
      if (!well) return false;
    }
    return true;
  }

  private static boolean isWhole(Path file, boolean fix, boolean last, PrintStream out)
      throws IOException {
    long requests = 0;
    long valid;
    String fault;
    try (AofReader reader = new AofReader(file, 0)) {
      try {
        while (reader.next() != null) requests++;
        fault = reader.isTorn() ? "it ends within a request" : null;
      } catch (AofException bad) {
        fault = bad.getMessage();
      }
      valid = reader.offset();
    }
    long size = Files.size(file);
    out.printf("%s: %,d bytes, %,d requests, valid up to byte %d%n", file, size, requests, valid);
    if (fault == null) return true;
    long lost = size - valid;
    out.printf("%s: %s%n", file, fault);
    if (!fix || !last) {
      out.printf(
          "%s: --fix would cut off the last %,d bytes%s%n",
          file, lost, last ? "" : ", but only of the last file of a log");
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(valid);
      channel.force(true);
    }
    out.printf("%s: cut off the last %,d bytes%n", file, lost);
    return true;
  }
}
