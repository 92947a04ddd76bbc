package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D: RDB by its specification. */
@Tag("interop")
class RowDTest {

  @TempDir Path folder;

  @Test
  void pingGetAndSetWithExpiry() throws IOException {
    try (Program server = Program.server(folder, "--appendonly", "no")) {
      Redis redis = server.connect();
      redis.expect("PING", "+PONG").expect("SET k v PX 30", "+OK");
      redis.eventually("GET k", "$-1");
    }
  }

  @Test
  void aSnapshotIsWrittenInTheBackgroundAndLoaded() throws IOException {
    try (Program server = Program.server(folder, "--appendonly", "no")) {
      Redis redis = server.connect();
      redis.expect("SET k v EX 1000", "+OK").expect("RPUSH l a b", ":2").expect("HSET h f 1", ":1");
      redis.expect("BGSAVE", "+Background saving started");
      Redis.eventually(
          "it is there",
          () -> redis.ask("INFO persistence").contains("rdb_changes_since_last_save:0"));
      server.kill();
    }
    try (Program server = Program.server(folder, "--appendonly", "no")) {
      Redis redis = server.connect();
      redis.expect("GET k", "$1", "v").expect("TTL k", ":<int:900..1000>");
      redis.expect("LLEN l", ":2").expect("HGET h f", "$1", "1");
    }
  }

  @Test
  void configGetTellsTheFolderAndTheName() throws IOException {
    try (Program server = Program.server(folder, "--dir", "files", "--dbfilename", "my.rdb")) {
      Redis redis = server.connect();
      assertThat(redis.ask("CONFIG GET dir")).endsWith("/files");
      redis.expect("CONFIG GET dbfilename", "*2", "$10", "dbfilename", "$6", "my.rdb");
      redis.expect("SAVE", "+OK");
      assertThat(folder.resolve("files/my.rdb")).exists();
    }
  }

  @Test
  void settingsMayStandInADotEnvFile() throws IOException {
    Files.writeString(folder.resolve(".env"), "MINIREDIS_DBFILENAME=from-env.rdb\n");
    try (Program server = Program.server(folder)) {
      assertThat(server.connect().ask("CONFIG GET dbfilename")).endsWith("from-env.rdb");
    }
    assertThat(Path.of("..", ".env.example")).exists();
  }

  @Test
  void whateverGoesWrongIsOneLineAndNotAStackTrace() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/dump.rdb"), "REDIS0010 rubbish");
    try (Program server = Program.server(folder, "--appendonly", "no")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said()).contains("dump.rdb").doesNotContain("\tat ");
    }
    try (Program server = Program.server(folder, "--no-such-option", "1")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said()).contains("no-such-option").doesNotContain("\tat ");
    }
  }

  @Test
  void sigtermThatCannotSaveDoesNotEndAsIfItHad() throws IOException {
    String[] options = {"--appendonly", "no", "--save", "3600 1", "--dir", "."};
    try (Program server = Program.server(folder, options)) {
      server.connect().expect("SET k v", "+OK");
      Files.createDirectory(folder.resolve("dump.rdb")); // No file can take its place.
      assertThat(server.stop()).isEqualTo(1);
      assertThat(server.said()).contains("Error trying to save the DB").doesNotContain("\tat ");
    }
  }

  @Test
  void sigtermSavesAndEndsCleanly() throws IOException {
    String[] options = {"--appendonly", "no", "--save", "3600 1"};
    try (Program server = Program.server(folder, options)) {
      server.connect().expect("SET k v", "+OK");
      assertThat(server.stop()).isZero();
    }
    try (Program server = Program.server(folder, options)) {
      server.connect().expect("GET k", "$1", "v");
    }
  }
}
