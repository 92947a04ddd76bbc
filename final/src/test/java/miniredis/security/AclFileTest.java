package miniredis.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import course.Redis;
import miniredis.config.ConfigException;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users in a file of their own. */
class AclFileTest {

  private static final String UNCHANGED =
      "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("users.acl");
  }

  private LiveServer start(String... lines) throws IOException {
    write(lines);
    return LiveServer.with("aclfile", "users.acl", "dir", folder.toString());
  }

  private void write(String... lines) throws IOException {
    Files.write(file(), List.of(lines), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theUsersAreThereFromTheStart() throws IOException {
    try (LiveServer server = start("user ann on >secret ~a* +get", "", "user default on >x +@all");
        Redis redis = server.client()) {
      redis.expect("PING", "-NOAUTH Authentication required.");
      redis.expect("AUTH ann secret", "+OK").expect("GET a", "$-1");
      redis.expect("AUTH x", "+OK").expect("ACL USERS", "*2", "$3", "ann", "$7", "default");
    }
  }

  @Test
  void whatIsSavedIsWhatTheListShowsAndIsReadAgain() throws IOException {
    String list;
    try (LiveServer server = start("user default on nopass ~* &* +@all");
        Redis redis = server.client()) {
      redis.expect(
          "ACL SETUSER ann on >a >b ~a %R~b &c allcommands -get -select +select|0 (+set ~c)",
          "+OK");
      redis.expect("ACL SETUSER bob allcommands -config allkeys skip-sanitize-payload", "+OK");
      redis.expect("ACL SAVE", "+OK");
      list = redis.ask("ACL LIST");
      assertThat(Files.readAllLines(file())).hasSize(3).allMatch(list::contains);
      assertThat(folder).isDirectoryNotContaining("glob:**.tmp*");
    }
    try (LiveServer server = LiveServer.with("aclfile", file().toString());
        Redis redis = server.client()) {
      assertThat(redis.ask("ACL LIST")).isEqualTo(list);
    }
  }

  @Test
  void loadingPutsTheFilesUsersInPlaceOfAllAndDisconnectsThem() throws IOException {
    try (LiveServer server = start("user ann on nopass +@all", "user bob on nopass +@all");
        Redis ann = server.client();
        Redis redis = server.client()) {
      ann.expect("AUTH ann x", "+OK");
      redis.expect("ACL SETUSER carl on", "+OK");
      write("user ann on nopass +@all", "user dora on", "user default on nopass ~d &* +@all");
      redis.expect("ACL LOAD", "+OK");
      ann.expectClosed();
      redis.expect("ACL USERS", "*3", "$3", "ann", "$7", "default", "$4", "dora");
      redis.expect("GET d", "$-1");
      assertThat(redis.ask("GET e")).startsWith("-NOPERM");
      write();
      redis
          .expect("ACL LOAD", "+OK")
          .expect("GET e", "$-1")
          .expect("ACL USERS", "*1", "$7", "default");
    }
  }

  @Test
  void whoeverLoadsAndIsReplacedHearsThatItWorkedFirst() throws IOException {
    try (LiveServer server = start("user ann on nopass +@all");
        Redis ann = server.client()) {
      ann.expect("AUTH ann x", "+OK")
          .send("ACL LOAD\r\nPING\r\n")
          .expectReply("+OK")
          .expectClosed();
    }
  }

  @Test
  void everythingThatIsWrongIsToldAndNothingChanges() throws IOException {
    try (LiveServer server = start("user ann on nopass +@all");
        Redis redis = server.client()) {
      write(
          "user ann on",
          "# a comment",
          "user",
          "user bob first second +nosuch +other",
          "user ann off",
          "user carl (on ~x",
          "user dora <nopw");
      String where = "users.acl:";
      redis.expect(
          "ACL LOAD",
          "-ERR "
              + where
              + "2 should start with user keyword followed by the username. "
              + where
              + "3 should start with user keyword followed by the username. "
              + where
              + "4: Syntax error. "
              + where
              + "4: Error in applying operation '+nosuch': Unknown command or category name in ACL. "
              + where
              + "4: Error in applying operation '+other': Unknown command or category name in ACL. "
              + "WARNING: Duplicate user 'ann' found on line 5. "
              + where
              + "6: Unmatched parenthesis in selector definition. "
              + where
              + "7: The password you are trying to remove from the user does not exist. "
              + UNCHANGED);
      assertThat(redis.ask("ACL LIST")).contains("user ann on nopass resetchannels +@all");
    }
  }

  @Test
  void aFileThatIsNotThereIsNotAnEmptyOne() throws IOException {
    try (LiveServer server = start("user ann on");
        Redis redis = server.client()) {
      Files.delete(file());
      redis.expect(
          "ACL LOAD",
          "-ERR Error loading ACLs, opening file 'users.acl': No such file or directory");
      redis.expect("ACL USERS", "*2", "$3", "ann", "$7", "default");
    }
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> LiveServer.with("aclfile", file().toString()))
        .withMessageContaining("No such file or directory");
  }

  @Test
  void aFaultInTheFileIsAFaultOfTheStart() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> start("user ann on +nosuch"))
        .withMessageContaining("users.acl:1: Error in applying operation '+nosuch'");
  }

  @Test
  void whatCannotBeSavedIsSaidAndLeavesTheFileAsItWas() throws IOException {
    try (LiveServer server = start("user ann on");
        Redis redis = server.client()) {
      Files.delete(file());
      Files.createDirectories(file().resolve("in the way"));
      assertThat(redis.ask("ACL SAVE"))
          .startsWith("-ERR There was an error trying to save the ACLs.");
      assertThat(server.log()).contains("Writing ACL file for ACL SAVE");
      assertThat(folder).isDirectoryNotContaining("glob:**.tmp*");
    }
  }

  @Test
  void withoutAFileThereIsNothingToLoadOrSave() {
    try (LiveServer server = LiveServer.with();
        Redis redis = server.client()) {
      String refusal = "-ERR This Redis instance is not configured to use an ACL file.";
      assertThat(redis.ask("ACL LOAD")).startsWith(refusal);
      assertThat(redis.ask("ACL SAVE")).startsWith(refusal);
    }
  }
}
