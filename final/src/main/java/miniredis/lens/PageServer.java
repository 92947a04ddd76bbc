package miniredis.lens;

import module java.base;
import module jdk.httpserver;

import miniredis.bytes.JsonValue;

/**
 * Serves the page, its events and its deeds over HTTP, on 127.0.0.1 alone. Each request has a
 * thread of its own.
 *
 * <pre>
 *   GET  /                the page, and what belongs to it
 *   GET  /events          what happens, as server-sent events (?last=N: so many that have happened)
 *   GET  /recording       a recording that is played, an event a line
 *   GET  /source/FILE     a source or a chapter of the repository
 *   POST /do              something to be done, and the answer
 * </pre>
 */
final class PageServer implements Closeable {

  /** What can be asked for beside the page. */
  interface Content {

    /** Listens to the events; see {@link Hub#subscribe}. */
    Subscription subscribe(long after, int most);

    /** Does something; see {@link Lens#act}. */
    String act(JsonValue request);

    /** The recording that is played; an empty text if none is. */
    String recording();
  }

  private static final int BACKLOG = 128;
  private static final int MOST_PAGES = 64;
  private static final int LONGEST_DEED = 4 << 20;
  private static final int MOST_EVENTS = 50_000;
  private static final int SOME_EVENTS = 5_000;
  private static final Pattern LAST = Pattern.compile("last=(\\d{1,6})");
  private static final Pattern RESOURCE = Pattern.compile("[a-z0-9][\\w/-]*(\\.[\\w-]+)*");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final Doorkeeper doorkeeper;
  private final Sources sources;
  private final Semaphore pages = new Semaphore(MOST_PAGES);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Content content;

  /**
   * Binds the port; nobody is answered before {@link #start}.
   *
   * @param port 0 for a free one
   * @param root the repository's folder, for sources to show; null if it is not known
   * @throws IOException if the port is in use
   */
  PageServer(int port, Path root) throws IOException {
    // A page is to see an event when it happens, not when the system thinks that it pays.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    } catch (IOException inUse) {
      throw new IOException("port " + port + ": " + inUse.getMessage(), inUse);
    }
    doorkeeper = new Doorkeeper(port());
    sources = new Sources(root);
    server.setExecutor(threads);
    answer("/", "GET", this::page);
    answer("/events", "GET", this::events);
    answer("/recording", "GET", this::recording);
    answer("/source/", "GET", this::source);
    answer("/do", "POST", this::act);
  }

  void start(Content content) {
    this.content = content;
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** The JDK's server gives us all that begins with a path; what goes on is of the page. */
  private void answer(String path, String method, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          boolean mine = path.endsWith("/") || exchange.getRequestURI().getPath().equals(path);
          try (exchange) {
            if (mine) answer(exchange, method, answer);
            else answer(exchange, "GET", this::page);
          }
        });
  }

  private void answer(HttpExchange exchange, String method, Answer answer) throws IOException {
    protect(exchange.getResponseHeaders());
    Optional<Doorkeeper.Refusal> refusal = doorkeeper.refusal(exchange, method);
    if (refusal.isPresent()) send(exchange, refusal.get().status(), refusal.get().why());
    else answer.to(exchange);
  }

  /** The browser is to run and load what we have sent, and to show us in nobody's frame. */
  private static void protect(Headers headers) {
    headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
  }

  private void page(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    String name = path.isEmpty() ? "index.html" : path;
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !RESOURCE.matcher(name).matches()) {
      notFound(exchange);
      return;
    }
    try (InputStream in = PageServer.class.getResourceAsStream(name)) {
      if (in == null) notFound(exchange);
      else send(exchange, 200, type, in.readAllBytes());
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    if (!pages.tryAcquire()) {
      send(exchange, 503, "There are too many pages open.");
      return;
    }
    try {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      new EventStream(content.subscribe(heard(exchange), wanted(exchange))).sendTo(exchange);
    } catch (IOException pageHasGone) {
      // Its subscription is closed, and that is all there is to do.
    } finally {
      pages.release();
    }
  }

  /** The last event that a page has heard before its connection was lost. */
  private static long heard(HttpExchange exchange) {
    String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    return id != null && id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
  }

  private static int wanted(HttpExchange exchange) {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    Matcher last = LAST.matcher(query);
    return last.matches() ? Math.min(MOST_EVENTS, Integer.parseInt(last.group(1))) : SOME_EVENTS;
  }

  private void recording(HttpExchange exchange) throws IOException {
    String lines = content.recording();
    if (lines.isEmpty()) notFound(exchange);
    else send(exchange, 200, "application/jsonl", lines.getBytes(StandardCharsets.UTF_8));
  }

  private void source(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/source/".length());
    Optional<byte[]> bytes = sources.read(name);
    if (bytes.isEmpty()) notFound(exchange);
    else send(exchange, 200, TEXT, bytes.get());
  }

  private void act(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_DEED + 1);
    if (body.length > LONGEST_DEED) {
      send(exchange, 413, "That is too long.");
      return;
    }
    String answer;
    try {
      answer = content.act(JsonValue.read(new String(body, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException noJson) {
      answer = Lens.error("That is no JSON: " + noJson.getMessage() + ".");
    }
    send(exchange, 200, "application/json", answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    send(exchange, 404, "There is no such page.");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Ends all requests, event streams too. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
