package course.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run source}, as a learner types it. */
@Tag("slow")
class SourceMainTest {

  @TempDir Path typed;

  private int code;

  /** Runs it to its end; what it said, on both streams. */
  private String run(String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of(Clone.REAL.resolve("run").toString(), "source", typed.toString()));
    words.addAll(List.of(arguments));
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "run is a shell script");
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    code = process.waitFor();
    return said;
  }

  private void type(String file, String text) throws IOException {
    Path to = typed.resolve("src/main/java/miniredis").resolve(file);
    Files.createDirectories(to.getParent());
    Files.writeString(to, "package miniredis;\n" + text);
  }

  @Test
  void ofManyErrorsTheFirstIsShown() throws Exception {
    type("Main.java", "class Main { public static void main(String[] a) { Other.a(); } }");
    type("Other.java", "class Other {\n  static Strin a() { b(); c(); return d; }\n}");
    String said = run();
    assertThat(code).isEqualTo(1);
    assertThat(said)
        .contains("Other.java, line 3:", "  static Strin a()", "^", "cannot find symbol")
        .contains("The compiler sees 3 more; mend this one first.");
    assertThat(said.lines().filter(line -> line.contains("cannot find symbol"))).hasSize(1);
  }

  @Test
  void whatMainDoesNotNeedIsNotCompiled() throws Exception {
    type("Main.java", "class Main { public static void main(String[] a) { Other.say(a); } }");
    type("Other.java", "class Other { static void say(String[] a) { System.out.print(a[1]); } }");
    type("HalfTyped.java", "class HalfTyped {");
    assertThat(run("one", "two words")).isEqualTo("two words");
    assertThat(code).isZero();
  }

  @Test
  void theProgramsOwnExitCodeAndTroubleAreItsOwn() throws Exception {
    type("Main.java", "class Main { public static void main(String[] a) { System.exit(7); } }");
    assertThat(run()).isEmpty();
    assertThat(code).isEqualTo(7);
    type(
        "Main.java",
        "class Main { public static void main(String[] a) { int i = 1 / (a.length); } }");
    assertThat(run()).contains("ArithmeticException").doesNotContain("InvocationTargetException");
    assertThat(code).isEqualTo(1);
  }
}
