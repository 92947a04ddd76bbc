package miniredis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import module java.base;

import miniredis.bytes.Bytes;
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
    assertThat(config.show("hz")).isEqualTo("4");
    assertThat(config.show("timeout")).isEqualTo("3");
    assertThat(config.show("port")).isEqualTo("2");
    assertThat(config.show("databases")).isEqualTo("1");
    assertThat(config.savePoints().get()).containsExactly(new SavePoint(4, 4));
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
            "  masterauth \"with space\\x21\"",
            "save 900 1",
            "SAVE 300 10",
            "bind 127.0.0.1 -::1",
            "client-output-buffer-limit replica 0 0 0",
            "include more.conf",
            "include " + folder + "/b-*.conf",
            "include " + folder + "/none-*.conf",
            "requirepass pa55word",
            "user ann on \">a b\" +get",
            "rename-command FLUSHALL \"\"");
    Config config = load(file.toString());
    assertThat(config.show("masterauth")).isEqualTo("with space!");
    assertThat(config.show("requirepass")).isEqualTo("pa55word");
    assertThat(config.show("save")).isEqualTo("900 1 300 10");
    assertThat(config.addresses("bind").get()).containsExactly("127.0.0.1", "-::1");
    assertThat(config.outputLimits().get().get(ClientClass.REPLICA).hard()).isZero();
    assertThat(config.outputLimits().get().get(ClientClass.NORMAL).hard()).isEqualTo(1 << 30);
    assertThat(config.number("maxmemory").get()).isEqualTo(1 << 30);
    assertThat(config.show("timeout")).isEqualTo("5");
    assertThat(config.renamedCommands())
        .extracting(RenamedCommand::from, RenamedCommand::to)
        .containsExactly(tuple(Bytes.of("FLUSHALL"), Bytes.EMPTY));
    assertThat(config.users())
        .extracting(UserLine::name, UserLine::rules)
        .containsExactly(
            tuple(Bytes.of("ann"), List.of(Bytes.of("on"), Bytes.of(">a b"), Bytes.of("+get"))));
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
    assertThat(config.show("port")).isEqualTo("7000");
    assertThat(config.show("requirepass")).isEqualTo("a # b");
    assertThat(config.show("save")).isEqualTo("60 1 5 2");
    assertThat(config.show("maxmemory-policy")).isEqualTo("allkeys-lru");
    assertThat(config.addresses("bind").get()).containsExactly("127.0.0.1", "::1");
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
    assertThat(config.show("port")).isEqualTo("7000");
    assertThat(config.addresses("bind").get()).containsExactly("127.0.0.1");
    assertThat(config.directory("dir").get()).isEqualTo(folder.toAbsolutePath());
    assertThat(load("--data-dir", "x").directory("dir").get()).endsWithRaw(Path.of("x"));
    assertThat(CommandLine.parse("-h").wantsHelp()).isTrue();
    assertThat(CommandLine.parse("--port", "1", "--version").wantsVersion()).isTrue();
  }

  @Test
  void listsMayBeOneWordOrMany() {
    assertThat(load("--save", "60", "5", "20", "1").show("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60 5 20 1").show("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60", "5", "--save", "20", "1").show("save")).isEqualTo("60 5 20 1");
    assertThat(load("--save", "60", "5", "--save", "").show("save")).isEmpty();
    assertThat(load("--save", "--hz", "5").savePoints().get()).isEmpty();
    assertThat(load("--port=7", "--hz 5").show("port")).isEqualTo("7");
  }

  @Test
  void traceNeedsNoValue() {
    assertThat(load("--trace").flag("trace").get()).isTrue();
    assertThat(load("--trace", "--port", "1").flag("trace").get()).isTrue();
    assertThat(load("--trace", "no").flag("trace").get()).isFalse();
  }

  @Test
  void theWordAfterANameIsItsValueWhateverItLooksLike() {
    assertThat(load("--requirepass", "--secret").show("requirepass")).isEqualTo("--secret");
    assertThat(load("--list-max-listpack-size", "-5").integer("list-max-listpack-size").get())
        .isEqualTo(-5);
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
