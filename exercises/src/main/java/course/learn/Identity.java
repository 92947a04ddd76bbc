package course.learn;

import module java.base;

/**
 * Who was tested.
 *
 * @param name in words: {@code your server (pid 4711)}, {@code Redis 7.0.15 at 127.0.0.1:6379}
 * @param isLearners whether it earns progress: nobody else's server does
 */
record Identity(String name, boolean isLearners) {

  private static final int MILLIS = 500;

  static Identity own(long pid) {
    return new Identity("your server (pid " + pid + ")", true);
  }

  /** Asks the server who it is, and the system whose port it is. */
  static Identity at(String host, int port) {
    String info = info(host, port);
    String place = " at " + host + ":" + port;
    String version = field(info, "redis_version");
    if (!field(info, "miniredis_version").isEmpty())
      return new Identity("this course's own final" + place, false);
    if (!field(info, "valkey_version").isEmpty())
      return new Identity("Valkey " + field(info, "valkey_version") + place, false);
    String pid = field(info, "process_id");
    if (!version.isEmpty() && !field(info, "redis_build_id").isEmpty())
      return new Identity("Redis " + version + " (pid " + pid + ")" + place, false);
    return PortOwner.of(port)
        .map(owner -> named(owner, place))
        .orElse(new Identity("the server" + place, true));
  }

  /** A step's jar is started from the folder that {@code ./run} built it into. */
  private static Identity named(PortOwner owner, String place) {
    Matcher step = Pattern.compile("(step0\\d-[\\w-]+|final)/target/").matcher(owner.command());
    if (step.find()) return new Identity("this course's own " + step.group(1) + place, false);
    String words = owner.command();
    String name = words.length() > 40 ? words.substring(0, 40) + "..." : words;
    return new Identity("'%s' (pid %d)%s".formatted(name, owner.pid(), place), true);
  }

  private static String field(String info, String name) {
    Matcher field = Pattern.compile("(?m)^" + name + ":(.*?)\\r?$").matcher(info);
    return field.find() ? field.group(1) : "";
  }

  /** What it says of itself; empty where it does not know {@code INFO}, or says nothing in time. */
  private static String info(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = new byte[8192];
      int n = socket.getInputStream().read(bytes);
      return n < 0 ? "" : new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
    } catch (IOException silent) {
      return "";
    }
  }
}
