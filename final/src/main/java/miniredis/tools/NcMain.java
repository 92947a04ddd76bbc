package miniredis.tools;

import module java.base;

/**
 * A small netcat, for machines without one: {@code ./run nc [HOST] [PORT]}.
 *
 * <p>What is typed goes to the server, what the server says is shown, byte for byte. The end of the
 * input closes our half of the connection only, so that the answer to what was sent still comes:
 * {@code printf 'PING\r\n' | ./run nc}. It ends when the server closes its half.
 */
public final class NcMain {

  private static final String USAGE = "Usage: ./run nc [HOST] [PORT]   (default 127.0.0.1 6379)";

  private NcMain() {}

  /** Exits with 0, or with 1 for a bad argument or where nobody listens. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(args, System.in, new FileOutputStream(FileDescriptor.out)));
  }

  static int run(String[] args, InputStream in, OutputStream out) {
    if (args.length > 2 || args.length > 0 && args[0].startsWith("-")) {
      System.err.println(USAGE);
      return 1;
    }
    boolean portOnly = args.length == 1 && args[0].matches("\\d+");
    String host = args.length == 0 || portOnly ? "127.0.0.1" : args[0];
    String port = args.length == 0 ? "6379" : args[args.length - 1];
    if (args.length == 1 && !portOnly) port = "6379";
    try (Socket socket = new Socket(host, Integer.parseInt(port))) {
      Thread.ofPlatform().daemon().name("stdin").start(() -> send(in, socket));
      socket.getInputStream().transferTo(out);
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("nc: the port must be a number up to 65535, not '" + port + "'");
    } catch (UnknownHostException e) {
      System.err.println("nc: no host named " + host);
    } catch (IOException e) {
      System.err.println("nc: " + host + ":" + port + ": " + e.getMessage());
    }
    return 1;
  }

  private static void send(InputStream in, Socket socket) {
    try {
      in.transferTo(socket.getOutputStream());
      socket.shutdownOutput();
    } catch (IOException e) {
      // The server has gone; the other direction says so.
    }
  }
}
