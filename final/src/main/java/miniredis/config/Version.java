package miniredis.config;

/** Who we are, and which Redis we say we are: clients choose what they dare to send by it. */
public final class Version {

  public static final String TEXT = "1.0";
  public static final String REDIS = "7.0.15";

  private Version() {}
}
