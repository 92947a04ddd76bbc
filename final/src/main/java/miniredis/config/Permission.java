package miniredis.config;

/** Who may use something dangerous: the values of enable-debug-command and its like. */
public enum Permission {
  NO,
  YES,
  LOCAL;

  /**
   * Whether a client may.
   *
   * @param local whether the client is on this machine
   */
  public boolean allows(boolean local) {
    return this == YES || this == LOCAL && local;
  }
}
