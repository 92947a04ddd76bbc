package miniredis.config;

import module java.base;

/**
 * Where settings come from, the weakest first: the config file, {@code .env}, the environment, the
 * command line.
 */
public final class ConfigSources {

  private ConfigSources() {}

  /**
   * The settings of a server inside another program, which take nothing from where that happens to
   * run: neither its environment nor a {@code .env} file.
   *
   * @param defaults what holds where the command line and its file say nothing
   * @throws ConfigException as {@link #load} does
   */
  public static Config embedded(CommandLine line, CommandLine defaults) {
    Config config = new Config();
    config.load(defaults.options());
    loadFile(line, config);
    config.load(line.options());
    return config;
  }

  /**
   * The settings that a program starts with.
   *
   * @param environment as {@link System#getenv()} gives it
   * @param folder where a {@code .env} file may be
   * @throws ConfigException for a file that cannot be read, an unknown name or a bad value; its
   *     message is one line to show as it is
   */
  public static Config load(CommandLine line, Map<String, String> environment, Path folder) {
    Config config = new Config();
    loadFile(line, config);
    config.load(EnvironmentSettings.read(folder.resolve(".env")));
    config.load(EnvironmentSettings.of(environment));
    config.load(line.options());
    return config;
  }

  private static void loadFile(CommandLine line, Config config) {
    if (line.file() == null) return;
    config.load(ConfigFile.read(line.file()));
    config.file(line.file().toAbsolutePath().normalize());
  }
}
