package course;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WrongJavaTest {

  private static void check(String block) throws Exception {
    Fence fence = new Fence("java", "wrong", 1, block.lines().toList());
    WrongJava.check(fence, Path.of("target/classes"));
  }

  @Test
  void whatDoesNotCompileAsSaidIsFine() throws Exception {
    check("int x = \"one\";\n// error: incompatible types");
    check("record Wrong(int x) extends Object {}\n// error: '{' expected");
  }

  @Test
  void whatFailsAsSaidIsFine() throws Exception {
    check("Integer.parseInt(\"one\");\n// fails: NumberFormatException");
  }

  @Test
  void whatIsRightAfterAllIsNot() {
    assertThatThrownBy(() -> check("int x = 1;\n// error: incompatible"))
        .hasMessageContaining("it compiles");
    assertThatThrownBy(() -> check("int x = 1;\n// fails: null"))
        .hasMessageContaining("runs through");
  }

  @Test
  void whatFailsOtherwiseIsNot() {
    assertThatThrownBy(() -> check("int x = y;\n// error: incompatible"))
        .hasMessageContaining("cannot find");
    assertThatThrownBy(() -> check("Object o = List.of(1, null);\n// fails: Index"))
        .hasMessageContaining("NullPointer");
  }

  @Test
  void aBlockHasToSayHowItFails() {
    assertThatThrownBy(() -> check("int x = 1;")).hasMessageContaining("last line");
  }
}
