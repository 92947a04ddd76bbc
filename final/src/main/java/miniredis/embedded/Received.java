package miniredis.embedded;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;

/**
 * A request as a client has sent it, whether or not there is such a command.
 *
 * @param client what the client calls itself (CLIENT SETNAME), else where it comes from, {@code
 *     127.0.0.1:50000}
 * @param words the command and its arguments, read as UTF-8
 */
public record Received(String client, List<String> words) {

  public Received {
    words = List.copyOf(words);
  }

  /** A copy: what the server makes of its arguments later does not show. */
  static Received of(Client client, Bytes[] request) {
    Bytes name = client.name().isEmpty() ? client.address() : client.name();
    return new Received(name.text(), Stream.of(request).map(Bytes::text).toList());
  }

  /** Whether it is this command, in large letters or small ones. */
  public boolean is(String command) {
    return words.getFirst().equalsIgnoreCase(command);
  }

  /** All words, with a space between each two. */
  public String line() {
    return String.join(" ", words);
  }

  /** How many characters it takes to remember. */
  int length() {
    return words.stream().mapToInt(String::length).sum();
  }

  /** The line, so that a failed assertion shows what was sent. */
  @Override
  public String toString() {
    return line();
  }
}
