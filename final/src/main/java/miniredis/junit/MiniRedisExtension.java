package miniredis.junit;

import module java.base;

import miniredis.embedded.MiniRedis;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A server for tests of JUnit 5, which they are given as a parameter of type {@link MiniRedis}.
 *
 * <p>With {@code @ExtendWith(MiniRedisExtension.class)}, or {@code @RegisterExtension} on a static
 * field, one server serves a class and those nested in it, and is {@linkplain MiniRedis#reset
 * reset} before each test; one that a test has ended is replaced. With {@code @RegisterExtension}
 * on an instance field each test has a server of its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MiniRedisExtension REDIS = new MiniRedisExtension("--maxmemory", "10mb");
 * }</pre>
 *
 * <p>Tests of one class that run beside each other share its server, and would be disturbed by the
 * reset: give each its own.
 */
public final class MiniRedisExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private final Namespace namespace = Namespace.create(MiniRedisExtension.class, this);
  private final String[] options;

  /** With no options. */
  public MiniRedisExtension() {
    this(new String[0]);
  }

  /** With options of {@link MiniRedis#start}. */
  public MiniRedisExtension(String... options) {
    this.options = options.clone();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (find(context) == null) open(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Place place = find(context);
    if (place == null) open(context);
    else place.makeReady();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MiniRedis.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return find(context).server;
  }

  /** What this test, or one around it, has; null if there is none. */
  private Place find(ExtensionContext context) {
    return store(context).get(Place.class, Place.class);
  }

  private void open(ExtensionContext context) {
    store(context).put(Place.class, new Place());
  }

  /** Closes what was opened for this test or class, not what was for one around it. */
  private void close(ExtensionContext context) {
    Place place = store(context).remove(Place.class, Place.class);
    if (place != null) place.server.close();
  }

  private Store store(ExtensionContext context) {
    return context.getStore(namespace);
  }

  /** Where the server of a class is, though one may take another's place. */
  private final class Place {

    private MiniRedis server = MiniRedis.start(options);

    /** A server that is ending may still look as if it ran: so it is tried. */
    private void makeReady() {
      try {
        server.reset();
      } catch (IllegalStateException ended) {
        server.close();
        server = MiniRedis.start(options);
      }
    }
  }
}
