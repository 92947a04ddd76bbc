package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rooms of the house and the doors between them. A room uses only rooms that the table gives
 * it, so whoever reads one has a short list of others to know; and every room says what it is for.
 */
class RoomsTest {

  private static final Path MAIN = Path.of("src", "main", "java", "miniredis");

  /** Each room and what it may import, from the ground up: every arrow goes to a row above. */
  private static final Map<String, Set<String>> ROOMS = new LinkedHashMap<>();

  static {
    room("bytes");
    room("config", "bytes");
    room("resp", "bytes");
    room("value", "bytes");
    room("keyspace", "value", "bytes");
    room("command", "keyspace", "resp", "value", "bytes");
    room("builtin", withAll("command"));
    room("engine", withAll("command"));
    room("rdb", withAll("keyspace", "config"));
    room("aof", withAll("engine", "rdb"));
    room("persistence", withAll("aof"));
    room("pubsub", withAll("engine", "config"));
    room("tracking", withAll("engine", "config"));
    room("tls");
    room("net", withAll("engine", "config"));
    room("clients", withAll("net"));
    room("security", withAll("engine", "config"));
    room("scripting", withAll("engine", "config"));
    room("dialect", withAll("command"));
    room("admin", withAll("clients", "persistence", "pubsub", "tracking"));
    room("metrics", withAll("admin"));
    room("server", withAll("metrics", "builtin", "dialect", "security", "scripting", "tls"));
    room("embedded", withAll("server"));
    room("junit", "embedded");
    room("client", "resp", "bytes", "tls");
    room("cli", withAll("client"));
    room("tools", withAll("aof", "client"));
    room("bench", withAll("client"));
    room("probe", withAll("embedded"));
    room("lens", withAll("client", "probe"));
  }

  /** The libraries that are used, and the rooms that may: none that the server is made of. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "cli", "org.jline.",
          "bench", "picocli.",
          "lens", "picocli.",
          "junit", "org.junit.jupiter.api.",
          "scripting", "party.iroiro.luajava.");

  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\\n])*\"|'(\\\\.|[^'\\\\\\n])+'",
          Pattern.DOTALL);

  private static final Pattern USE = Pattern.compile("\\bminiredis\\.([a-z]\\w*)\\.[A-Z*]");
  private static final Pattern IMPORT =
      Pattern.compile("^import\\s+(?:static\\s+|module\\s+)?([\\w.*]+)", Pattern.MULTILINE);

  private static void room(String name, String... mayImport) {
    ROOMS.put(name, Set.of(mayImport));
  }

  /** These rooms, and all that they may import themselves. */
  private static String[] withAll(String... rooms) {
    Set<String> all = new TreeSet<>(List.of(rooms));
    for (String room : rooms) all.addAll(ROOMS.get(room));
    return all.toArray(String[]::new);
  }

  @Test
  void everyArrowGoesToARoomAbove() {
    Set<String> above = new HashSet<>();
    ROOMS.forEach(
        (room, mayImport) -> {
          assertThat(above).as("what stands above " + room).containsAll(mayImport);
          above.add(room);
        });
  }

  @Test
  void everyFolderIsARoomOfTheTable() throws IOException {
    try (Stream<Path> folders = Files.list(MAIN)) {
      assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(ROOMS.keySet());
    }
  }

  @TestFactory
  Stream<DynamicTest> aRoomImportsOnlyWhatTheTableAllows() {
    return rooms()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.getFileName().toString(), () -> assertThat(wrongUses(room)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> aRoomSaysWhatItIsFor() {
    return rooms()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.getFileName().toString(),
                    () -> assertThat(read(room.resolve("package-info.java"))).contains("/**")));
  }

  @Test
  void importsStarsAndFullNamesAreSeenAndCommentsAndTextsAreNot() {
    String source =
        """
        import miniredis.a.One;
        import miniredis.b.*;
        import static miniredis.c.Three.three;
        // miniredis.d.Four
        /* import miniredis.e.Five; */
        class X { char quote = '"'; miniredis.f.Six six = six("miniredis.g.Seven \\" "); }
        """;
    assertThat(roomsUsedIn(source)).containsExactly("a", "b", "c", "f");
  }

  /** One sentence for each thing that is used and should not be. */
  private static List<String> wrongUses(Path room) {
    return sources(room).flatMap(file -> wrongUses(file, room.getFileName().toString())).toList();
  }

  private static Stream<String> wrongUses(Path file, String room) {
    String source = read(file);
    Stream<String> rooms =
        roomsUsedIn(source).stream()
            .filter(used -> !used.equals(room) && !ROOMS.get(room).contains(used))
            .map(
                used ->
                    "%s uses the room %s, but %s may import only %s."
                        .formatted(
                            MAIN.relativize(file), used, room, new TreeSet<>(ROOMS.get(room))));
    Stream<String> libraries =
        importsIn(source).stream()
            .filter(name -> !name.startsWith("miniredis.") && !isAllowed(name, room))
            .map(name -> "%s imports %s.".formatted(MAIN.relativize(file), name));
    return Stream.concat(rooms, libraries);
  }

  private static boolean isAllowed(String name, String room) {
    boolean library = LIBRARIES.containsKey(room) && name.startsWith(LIBRARIES.get(room));
    return library || name.startsWith("java.") || name.startsWith("jdk.");
  }

  private static Set<String> roomsUsedIn(String source) {
    return USE.matcher(code(source))
        .results()
        .map(use -> use.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> importsIn(String source) {
    return IMPORT.matcher(code(source)).results().map(found -> found.group(1)).toList();
  }

  private static String code(String source) {
    return COMMENT_OR_TEXT.matcher(source).replaceAll(" ");
  }

  private static Stream<Path> rooms() {
    return ROOMS.keySet().stream().map(MAIN::resolve).filter(Files::isDirectory);
  }

  private static Stream<Path> sources(Path room) {
    try (Stream<Path> files = Files.walk(room)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new AssertionError("There should be a " + file + " that says what the room is for.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
