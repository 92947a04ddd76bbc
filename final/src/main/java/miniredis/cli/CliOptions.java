package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Address;
import miniredis.client.Tls;

/**
 * What the command line asked for, in redis-cli's spelling. Written by {@link OptionParser} alone;
 * everyone else reads.
 */
final class CliOptions {

  // Where, and as whom.
  String host = "127.0.0.1";
  int port = 6379;
  String socket;
  String user;
  String password;
  boolean askPassword;
  int database;
  boolean resp2;
  Resp3 resp3 = Resp3.NO;
  boolean cluster;
  Tls tls;

  // What to do.
  final EnumSet<Mode> modes = EnumSet.noneOf(Mode.class);
  List<Bytes> command = List.of();
  long repeat = 1;
  long intervalMicros;
  boolean lastFromStdin;
  String tagFromStdin;
  boolean quotedInput;
  boolean failOnError;
  String script;
  Bytes pattern;
  int memorySamples;
  boolean latencyHistory;
  boolean grey;
  long lruKeys;
  int intrinsicSeconds;
  String rdbFile;
  boolean functionsOnly;
  int pipeTimeoutSeconds = 30;

  // How to print.
  Format format;
  Bytes itemEnd = Bytes.of("\n");
  Bytes replyEnd = Bytes.of("\n");
  boolean showPushes;

  // For a person at the prompt.
  String prompt;
  boolean confirm = true;
  boolean wire;
  boolean beginner;
  boolean viKeys;

  /** How much RESP3 is wanted: JSON would like it, {@code -3} insists. */
  enum Resp3 {
    NO,
    IF_POSSIBLE,
    YES
  }

  Address address() {
    return socket == null ? Address.of(host, port) : Address.of(Path.of(socket));
  }

  /** The first mode that was asked for, as redis-cli chooses. */
  Mode mode() {
    return modes.isEmpty() ? Mode.COMMANDS : modes.iterator().next();
  }
}
