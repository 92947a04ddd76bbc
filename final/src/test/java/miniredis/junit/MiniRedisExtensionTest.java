package miniredis.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import module java.base;

import course.Redis;
import miniredis.embedded.MiniRedis;
import miniredis.embedded.Received;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Classes that use the extension are run as JUnit runs them, and tell which servers they had. */
class MiniRedisExtensionTest {

  /** The servers that a run has shown to its tests. */
  private static final ScopedValue<Queue<MiniRedis>> SHOWN = ScopedValue.newInstance();

  static void show(MiniRedis redis) {
    assertThat(redis.isRunning()).isTrue();
    SHOWN.get().add(redis);
  }

  private static List<MiniRedis> run(Class<?> tests, int count) {
    Queue<MiniRedis> shown = new ConcurrentLinkedQueue<>();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(tests))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    ScopedValue.where(SHOWN, shown).run(() -> LauncherFactory.create().execute(request, listener));
    TestExecutionSummary summary = listener.getSummary();
    summary.getFailures().forEach(each -> each.getException().printStackTrace());
    assertThat(summary.getTestsSucceededCount()).isEqualTo(count);
    assertThat(summary.getTestsFailedCount()).isZero();
    List<MiniRedis> servers = List.copyOf(shown);
    assertThat(servers).noneMatch(MiniRedis::isRunning);
    return servers;
  }

  private static Redis connect(MiniRedis redis) {
    return Redis.connect(redis.host(), redis.port(), "library");
  }

  /** Each test leaves the same behind, and finds nothing of it. */
  private static void findNothingAndLeaveAKey(MiniRedis redis) {
    show(redis);
    try (Redis client = connect(redis)) {
      client.expect("DBSIZE", ":0").expect("SET k v", "+OK");
      assertThat(redis.received()).extracting(Received::line).containsExactly("DBSIZE", "SET k v");
    }
    redis.cutAfter(1);
  }

  @ExtendWith(MiniRedisExtension.class)
  static class OneForAClass {

    @BeforeAll
    static void before(MiniRedis redis) {
      show(redis);
    }

    OneForAClass(MiniRedis redis) {
      show(redis);
    }

    @Test
    void one(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }

    @Test
    void two(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }

    @Nested
    class Inside {
      @Test
      void three(MiniRedis redis) {
        findNothingAndLeaveAKey(redis);
      }
    }

    @Nested
    class InsideToo {
      @Test
      void four(MiniRedis redis) {
        findNothingAndLeaveAKey(redis);
      }
    }
  }

  @Test
  void oneServerForAClassAndThoseInsideIsResetBetweenTests() {
    assertThat(Set.copyOf(run(OneForAClass.class, 4))).hasSize(1);
  }

  static class OneForAClassWithOptions {

    @RegisterExtension
    static final MiniRedisExtension REDIS = new MiniRedisExtension("--maxmemory", "10mb");

    @Test
    void one(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }

    @Test
    void two(MiniRedis redis) {
      show(redis);
      try (Redis client = connect(redis)) {
        client.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$8", "10485760");
      }
    }
  }

  @Test
  void aStaticFieldIsOneServerForAClassToo() {
    assertThat(Set.copyOf(run(OneForAClassWithOptions.class, 2))).hasSize(1);
  }

  static class OneForATest {

    @RegisterExtension final MiniRedisExtension redis = new MiniRedisExtension();

    @Test
    void one(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }

    @Test
    void two(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }
  }

  @Test
  void anInstanceFieldIsOneServerForATest() {
    assertThat(Set.copyOf(run(OneForATest.class, 2))).hasSize(2);
  }

  @ExtendWith(MiniRedisExtension.class)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class OneThatIsEnded {

    @Test
    @Order(1)
    void ended(MiniRedis redis) {
      show(redis);
      try (Redis client = connect(redis)) {
        client.send("SHUTDOWN NOSAVE\r\n").expectClosed();
      }
    }

    @Test
    @Order(2)
    void another(MiniRedis redis) {
      findNothingAndLeaveAKey(redis);
    }
  }

  @Test
  void aServerThatATestHasEndedIsReplaced() {
    assertThat(Set.copyOf(run(OneThatIsEnded.class, 2))).hasSize(2);
  }
}
