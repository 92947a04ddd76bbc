package miniredis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

  @TempDir Path folder;

  private Path write(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Config load(Map<String, String> environment, String... args) {
    return ConfigSources.load(CommandLine.parse(args), environment, folder);
  }

  private Config load(String... args) {
    return load(Map.of(), args);
  }

  private void assertRefused(String message, String... args) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> load(args))
        .withMessage(message);
  }

  @Test
  void theCommandLineWinsThenTheEnvironmentThenDotEnvThenTheFile() {
    Path file = write("a.conf", "hz 1", "timeout 1", "port 1", "databases 1", "save 1 1");
    write(".env", "MINIREDIS_HZ=2", "MINIREDIS_TIMEOUT=2", "MINIREDIS_PORT=2");
    Map<String, String> environment = Map.of("MINIREDIS_HZ", "3", "MINIREDIS_TIMEOUT", "3");
    Config config = load(environment, file.toString(), "--hz", "4", "--save", "4 4");
    assertThat(config.hz()).isEqualTo(4);
    assertThat(config.timeout()).isEqualTo(3);
    assertThat(config.port()).isEqualTo(2);
    assertThat(config.databases()).isEqualTo(1);
    assertThat(config.savePoints()).containsExactly(new SavePoint(4, 4));
    assertThat(config.file()).contains(file);
  }

  @Test
  void aConfigFileHasCommentsQuotesListsAndIncludes() {
    write("more.conf", "maxmemory 1gb");
    write("b-1.conf", "timeout 5");
    Path file =
        write(
            "a.conf",
            "# a comment",
            "",
            "  requirepass \"with space\\x21\"",
            "save 900 1",
            "SAVE 300 10",
            "bind 127.0.0.1 -::1",
            "client-output-buffer-limit replica 0 0 0",
            "include more.conf",
            "include " + folder + "/b-*.conf",
            "include " + folder + "/none-*.conf",
            "user alice on nopass ~* +@all",
            "rename-command FLUSHALL \"\"");
    Config config = load(file.toString());
    assertThat(config.requirepass().text()).isEqualTo("with space!");
    assertThat(config.text("save")).isEqualTo("900 1 300 10");
    assertThat(config.bind()).containsExactly("127.0.0.1", "-::1");
    assertThat(config.outputHardLimit(ClientClass.REPLICA)).isZero();
    assertThat(config.outputHardLimit(ClientClass.NORMAL)).isEqualTo(1 << 30);
    assertThat(config.maxmemory()).isEqualTo(1 << 30);
    assertThat(config.timeout()).isEqualTo(5);
    assertThat(config.users()).singleElement().satisfies(words -> assertThat(words).hasSize(5));
    assertThat(config.renamedCommands()).hasSize(1);
  }

  @Test
  void errorsInAFileSayWhere() {
    Path file = write("a.conf", "hz 1", "port x");
    assertRefused(
        "option 'port' (" + file + " line 2): argument couldn't be parsed into an integer",
        file.toString());
    write("a.conf", "prot 1");
    assertRefused("unknown option 'prot' (" + file + " line 1)", file.toString());
    write("a.conf", "requirepass \"abc");
    assertRefused("unbalanced quotes (" + file + " line 1): requirepass \"abc", file.toString());
    write("a.conf", "include " + file);
    assertRefused(
        "config file '" + file + "' is included too deep, by itself maybe", file.toString());
    Path none = folder.resolve("none.conf");
    assertRefused("cannot read config file '" + none + "': no such file", none.toString());
    assertRefused("cannot read config file '" + folder + "': it is a directory", folder.toString());
  }

  @Test
  void dotEnvBearsSpacesQuotesCommentsAndOthersNames() {
    write(
        ".env",
        "# settings",
        " MINIREDIS_PORT = 7000   # not 6379",
        "export MINIREDIS_REQUIREPASS='a # b'  # secret",
        "MINIREDIS_SAVE=\"60 1 5 2\"",
        "MINIREDIS_MAXMEMORY_POLICY=allkeys-lru",
        "MINIREDIS_BIND=127.0.0.1 ::1",
        "DATABASE_URL=postgres://");
    Config config = load();
    assertThat(config.port()).isEqualTo(7000);
    assertThat(config.requirepass().text()).isEqualTo("a # b");
    assertThat(config.text("save")).isEqualTo("60 1 5 2");
    assertThat(config.maxmemoryPolicy()).isEqualTo("allkeys-lru");
    assertThat(config.bind()).containsExactly("127.0.0.1", "::1");
  }

  @Test
  void errorsInTheEnvironmentSayWhere() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> load(Map.of("MINIREDIS_PROT", "1")))
        .withMessage("unknown option 'prot' (environment variable MINIREDIS_PROT)");
    write(".env", "MINIREDIS_HZ");
    assertRefused("KEY=VALUE expected (" + folder.resolve(".env") + " line 1): MINIREDIS_HZ");
  }

  @Test
  void shortAndOtherNamesWork() {
    Config config = load("-p", "7000", "--host", "127.0.0.1", "-d", folder.toString());
    assertThat(config.port()).isEqualTo(7000);
    assertThat(config.bind()).containsExactly("127.0.0.1");
    assertThat(config.dir()).isEqualTo(folder.toAbsolutePath());
    assertThat(load("--data-dir", "x").dir()).endsWithRaw(Path.of("x"));
    assertThat(CommandLine.parse("-h").wantsHelp()).isTrue();
    assertThat(CommandLine.parse("--port", "1", "--version").wantsVersion()).isTrue();
  }

  @Test
  void listsMayBeOneWordOrMany() {
    assertThat(load("--save", "60", "5", "20", "1").text("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60 5 20 1").text("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60", "5", "--save", "20", "1").text("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60", "5", "--save", "").text("save")).isEmpty();
    assertThat(load("--save", "--hz", "5").savePoints()).isEmpty();
    assertThat(load("--port=7", "--hz 5").port()).isEqualTo(7);
  }

  @Test
  void traceNeedsNoValue() {
    assertThat(load("--trace").trace()).isTrue();
    assertThat(load("--trace", "--port", "1").trace()).isTrue();
    assertThat(load("--trace", "no").trace()).isFalse();
  }

  @Test
  void theWordAfterANameIsItsValueWhateverItLooksLike() {
    assertThat(load("--requirepass", "--secret").requirepass().text()).isEqualTo("--secret");
    assertThat(load("--list-max-listpack-size", "-5").listMaxListpackSize()).isEqualTo(-5);
  }

  @Test
  void errorsOnTheCommandLineNameTheOption() {
    assertRefused("unknown option 'prot' (command line)", "--prot", "1");
    assertRefused("unknown option '-x' (command line)", "-x", "1");
    assertRefused("option 'port' (command line): a value is missing", "--port");
    assertRefused("option 'bind' (command line): a value is missing", "--bind");
    assertRefused("option 'port' (command line): takes one value, not 2", "--port", "1", "2");
    assertRefused(
        "option 'port' (command line): argument must be between 0 and 65535 inclusive",
        "--port",
        "65536");
    assertRefused(
        "option 'loadmodule' (command line): modules are not supported", "--loadmodule", "x.so");
  }
}
