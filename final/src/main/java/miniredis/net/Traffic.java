package miniredis.net;

/** How much has come and gone since the start or the last CONFIG RESETSTAT, for INFO. */
public final class Traffic {

  private long received;
  private long rejected;
  private long reads;
  private long writes;
  private long inputBytes;
  private long outputBytes;

  void countReceived() {
    received++;
  }

  void countRejected() {
    rejected++;
  }

  void countInput(int bytes) {
    reads++;
    inputBytes += bytes;
  }

  void countOutput(long bytes) {
    writes++;
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

  /** How often something was read from a socket. */
  public long reads() {
    return reads;
  }

  /** How often something was written to a socket. */
  public long writes() {
    return writes;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  public void reset() {
    received = rejected = reads = writes = inputBytes = outputBytes = 0;
  }
}
