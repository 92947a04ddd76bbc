package miniredis.metrics;

import module java.base;

/**
 * An answer in HTTP, after which the connection ends.
 *
 * @param status such as {@code 200 OK}
 * @param type what the body is
 */
record Answer(String status, String type, String body) {

  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String FIGURES = "text/plain; version=0.0.4; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  static final Answer INDEX =
      new Answer(
          "200 OK",
          HTML,
          """
          <!DOCTYPE html>
          <title>mini Redis</title>
          <p>For Prometheus: <a href="/metrics">/metrics</a></p>
          """);

  static final Answer UNREADABLE = refusal("400 Bad Request");
  static final Answer UNKNOWN = refusal("404 Not Found");
  static final Answer ONLY_READS = refusal("405 Method Not Allowed");
  static final Answer TOO_LONG = refusal("431 Request Header Fields Too Large");
  static final Answer FAILED = refusal("500 Internal Server Error");

  private static Answer refusal(String status) {
    return new Answer(status, PLAIN, status + "\n");
  }

  static Answer figures(String text) {
    return new Answer("200 OK", FIGURES, text);
  }

  /** The bytes to send; to HEAD the body stays away. */
  ByteBuffer bytes(boolean withBody) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + content.length
            + "\r\nAllow: GET, HEAD\r\nConnection: close\r\n\r\n";
    ByteBuffer bytes = ByteBuffer.allocate(head.length() + content.length);
    bytes.put(head.getBytes(StandardCharsets.US_ASCII));
    if (withBody) bytes.put(content);
    return bytes.flip();
  }
}
