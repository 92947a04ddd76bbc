package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.server.Server;
import org.junit.jupiter.api.Test;

/**
 * What Java makes only at its first use, while a client waits some ten milliseconds: the code of a
 * switch over types, and of the comparators that Comparator makes of other functions. All other
 * code of the server comes from its start-up cache.
 */
class FirstUseTest {

  private static final Set<String> OTHER_PROGRAMS =
      Set.of("bench", "cli", "client", "embedded", "junit", "lens", "probe", "tools");

  /** At a start that fails, for a file that cannot be read, at CONFIG REWRITE, in a dialect. */
  private static final Set<String> SELDOM =
      Set.of("ServerMain.class", "AclFile.class", "ConfigRewrite.class", "PlainDialect.class");

  @Test
  void noCommandThatIsSentOftenWaitsForCodeThatJavaMakesLate() throws Exception {
    Path classes =
        Path.of(Server.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("miniredis");
    List<String> late = new ArrayList<>();
    int looked = 0;
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        Path name = classes.relativize(file);
        if (OTHER_PROGRAMS.contains(name.getName(0).toString())) continue;
        looked++;
        if (isLate(file) && !SELDOM.contains(file.getFileName().toString())) late.add("" + name);
      }
    }
    assertThat(looked).isGreaterThan(400);
    assertThat(late).isEmpty();
  }

  /** The names of what a class calls stand in its file as they are. */
  private static boolean isLate(Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    boolean compares = bytes.contains("java/util/Comparator") && bytes.contains("comparing");
    return compares || bytes.contains("typeSwitch") || bytes.contains("enumSwitch");
  }
}
