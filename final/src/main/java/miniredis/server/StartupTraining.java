package miniredis.server;

import module java.base;

/**
 * A short life of the server for Java to watch: it starts, answers what clients ask first, and
 * stops. The script {@code run} has this recorded into a cache of loaded and linked classes (JDK
 * 25's {@code -XX:AOTCacheOutput}), with which the next start takes about half the time.
 */
final class StartupTraining {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * What redis-cli and client libraries send when they connect, the first commands after that, and
   * what writes files: nobody who is served while the first snapshot is taken should wait for
   * classes.
   */
  private static final List<String> REQUESTS =
      List.of(
          "PING",
          "HELLO 3",
          "HELLO 2",
          "CLIENT SETINFO LIB-NAME training",
          "SET key value PX 100000",
          "GET key",
          "RPUSH list a b c",
          "HSET hash field value",
          "INCRBYFLOAT number 1.5",
          "SCAN 0",
          "BGSAVE",
          "INFO",
          "COMMAND",
          "COMMAND DOCS",
          "CLIENT LIST",
          "CONFIG GET *",
          "CONFIG SET appendonly yes",
          "BGREWRITEAOF",
          "DEL key number list hash",
          "INFO everything");

  /**
   * One of each kind of what applications send, so that the first who uses sorted sets, or streams,
   * does not wait for their classes either.
   */
  private static final List<String> FAMILIES =
      List.of(
          "SET s 1 EX 100 NX GET",
          "EXPIRE s 50 NX",
          "APPEND s 23",
          "INCR s",
          "GETRANGE s 0 -1",
          "MSET a 1 b 2",
          "MGET a b",
          "HSET h a 1 b 2",
          "HGETALL h",
          "HSCAN h 0",
          "HINCRBYFLOAT h a 1.5",
          "HEXPIRE h 100 FIELDS 1 a",
          "RPUSH l 3 1 2",
          "LRANGE l 0 -1",
          "LMOVE l l LEFT RIGHT",
          "BLPOP l 1",
          "SADD m a b c",
          "SADD i 1 2 3",
          "SMEMBERS m",
          "SMEMBERS i",
          "SINTER m m",
          "ZADD z 1 a 2.5 b 0.1 c",
          "ZSCORE z b",
          "ZINCRBY z 1.1 a",
          "ZRANGE z 0 -1 WITHSCORES",
          "ZRANGEBYSCORE z (0 +inf LIMIT 0 1",
          "ZPOPMIN z",
          "XADD x MAXLEN ~ 100 * f v",
          "XRANGE x - +",
          "XREAD COUNT 1 STREAMS x 0",
          "XGROUP CREATE x g 0",
          "XREADGROUP GROUP g c STREAMS x >",
          "XACK x g 1-1",
          "KEYS *",
          "SCAN 0 MATCH a* COUNT 5",
          "TYPE z",
          "WATCH a",
          "UNWATCH",
          "PUBLISH channel message",
          "COMMAND DOCS get",
          "COMMAND INFO get",
          "FLUSHALL");

  private static final String LAST = "that was all";

  private StartupTraining() {}

  public static void main(String[] args) throws Exception {
    Thread.ofPlatform().daemon().start(StartupTraining::giveUpAtTheLimit);
    int port = freePort();
    Path folder = Files.createDirectory(Path.of("replies"));
    System.setProperty(ReadyReplies.FOLDER, folder.toString());
    ReadyReplies kept = new ReadyReplies(folder, System.currentTimeMillis());
    Thread.ofPlatform().start(() -> talkAndExit(port, kept));
    String[] nothingKept = {"--save", "", "--appendonly", "no", "--dir", ".", "--requirepass", ""};
    String[] here = {"--bind", "127.0.0.1", "--port", Integer.toString(port)};
    ServerMain.main(Stream.of(here, nothingKept).flatMap(Stream::of).toArray(String[]::new));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void talkAndExit(int port, ReadyReplies kept) {
    try (Socket socket = connect(port)) {
      for (String request : REQUESTS) {
        ask(socket, request + "\r\n");
        ask(socket, asArray(request));
      }
      for (String request : FAMILIES) ask(socket, asArray(request));
      ask(socket, asArray("MULTI") + asArray("GET a") + asArray("EXEC"));
      keepReplies(socket, kept);
      System.exit(0);
    } catch (IOException e) {
      System.exit(1);
    }
  }

  private static Socket connect(int port) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        return new Socket("127.0.0.1", port);
      } catch (ConnectException notYet) {
        if (attempt == 1000) throw notYet;
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  /** Where the script finds them; the server finds them as well, and uses the last ones at once. */
  private static void keepReplies(Socket socket, ReadyReplies kept) throws IOException {
    String count = ask(socket, asArray("COMMAND COUNT")).strip().substring(1);
    for (int protocol = 2; protocol <= 3; protocol++) {
      ask(socket, asArray("HELLO " + protocol));
      for (String request : ReadyReplies.REQUESTS) {
        String reply = ask(socket, asArray(request));
        kept.keep(request, protocol, reply, Integer.parseInt(count));
        ask(socket, asArray(request));
      }
    }
  }

  /** The reply, a char for a byte. For most requests all that matters is that it has been made. */
  private static String ask(Socket socket, String request) throws IOException {
    String end = "$" + LAST.length() + "\r\n" + LAST + "\r\n";
    String both = request + "ECHO '" + LAST + "'\r\n";
    socket.getOutputStream().write(both.getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[65536];
    StringBuilder reply = new StringBuilder();
    while (!reply.toString().endsWith(end)) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) throw new EOFException();
      reply.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return reply.substring(0, reply.length() - end.length());
  }

  private static String asArray(String request) {
    String[] words = request.split(" ");
    StringBuilder frame = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words)
      frame.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    return frame.toString();
  }

  private static void giveUpAtTheLimit() {
    LockSupport.parkNanos(LIMIT.toNanos());
    Runtime.getRuntime().halt(1);
  }
}
