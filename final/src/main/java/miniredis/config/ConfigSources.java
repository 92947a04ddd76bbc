package miniredis.config;

import module java.base;

/**
 * Where settings come from, the weakest first: the config file, {@code .env}, the environment, the
 * command line.
 */
public final class ConfigSources {

  private ConfigSources() {}

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
    if (line.file() != null) {
      config.load(ConfigFile.read(line.file()));
      config.file(line.file().toAbsolutePath().normalize());
    }
    config.load(EnvironmentSettings.read(folder.resolve(".env")));
    config.load(EnvironmentSettings.of(environment));
    config.load(line.options());
    return config;
  }
}
