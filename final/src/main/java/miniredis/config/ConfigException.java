package miniredis.config;

/**
 * A setting that cannot be had: an unknown name, a bad value, an unreadable file.
 *
 * <p>The message is one line for a person to read, and names the option and where it came from.
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ConfigException(String message) {
    super(message);
  }
}
