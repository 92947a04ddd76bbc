package miniredis.net;

/** How much has come and gone since the start or the last CONFIG RESETSTAT, for INFO. */
public final class Traffic {

  private long received;
  private long rejected;
  private long inputBytes;
  private long outputBytes;

  void countReceived() {
    received++;
  }

  void countRejected() {
    rejected++;
  }

  void countInput(int bytes) {
    inputBytes += bytes;
  }

  void countOutput(long bytes) {
    outputBytes += bytes;
  }

  /** Connections that were let in. */
  public long received() {
    return received;
  }

  /** Connections that were turned away. */
  public long rejected() {
    return rejected;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  public void reset() {
    received = rejected = inputBytes = outputBytes = 0;
  }
}
