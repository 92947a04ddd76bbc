package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import miniredis.interop.Certificates;
import miniredis.interop.RunningServer;
import miniredis.tls.Keys;
import miniredis.tls.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;

/** The two client libraries over TLS, with certificates at both ends. */
class TlsClientsTest {

  private static Certificates files;
  private static RunningServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    files = new Certificates();
    port = free();
    List<String> options = new ArrayList<>(List.of("--tls-port", "" + port));
    Collections.addAll(options, files.options("server"));
    server = RunningServer.oursOn(free(), options.toArray(String[]::new));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (files != null) files.close();
  }

  private static RedisClient lettuce(ProtocolVersion protocol) {
    RedisClient client =
        RedisClient.create(
            RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withSsl(true)
                .withVerifyPeer(SslVerifyMode.CA)
                .build());
    SslOptions certificates =
        SslOptions.builder()
            .jdkSslProvider()
            .trustManager(new File(files.file("ca.crt")))
            .keyManager(
                new File(files.file("client.crt")), new File(files.file("client.key")), new char[0])
            .build();
    client.setOptions(
        ClientOptions.builder().protocolVersion(protocol).sslOptions(certificates).build());
    return client;
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void lettuceIsAtHome(ProtocolVersion protocol) throws Exception {
    RedisClient client = lettuce(protocol);
    try {
      StatefulRedisConnection<String, String> connection = client.connect();
      connection.sync().flushall();
      List<RedisFuture<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) counts.add(connection.async().incr("n"));
      for (int i = 0; i < counts.size(); i++) {
        assertThat(counts.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i + 1);
      }
      String value = "x".repeat(3_000_000);
      connection.sync().set("long", value);
      assertThat(connection.sync().get("long")).isEqualTo(value);
      hear(client, connection);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  /** Messages are pushed, in RESP3 beside the replies. */
  private static void hear(RedisClient client, StatefulRedisConnection<String, String> speaker)
      throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    StatefulRedisPubSubConnection<String, String> ear = client.connectPubSub();
    ear.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            heard.add(message);
          }
        });
    ear.sync().subscribe("news");
    for (int i = 0; i < 1_000; i++) speaker.async().publish("news", "m" + i);
    for (int i = 0; i < 1_000; i++) {
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("m" + i);
    }
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void jedisIsAtHome(RedisProtocol protocol) throws Exception {
    SSLContext context =
        Keys.context(
            Keys.own(
                Pem.certificates(Path.of(files.file("client.crt"))),
                Pem.privateKey(Path.of(files.file("client.key")), "")),
            Keys.trusting(Pem.certificates(Path.of(files.file("ca.crt")))));
    try (redis.clients.jedis.RedisClient jedis =
        redis.clients.jedis.RedisClient.builder()
            .hostAndPort("127.0.0.1", port)
            .clientConfig(config(protocol, context))
            .build()) {
      jedis.del("n");
      List<Response<Long>> counts = new ArrayList<>();
      try (Pipeline pipeline = jedis.pipelined()) {
        for (int i = 0; i < 20_000; i++) counts.add(pipeline.incr("n"));
      }
      for (int i = 0; i < counts.size(); i++) assertThat(counts.get(i).get()).isEqualTo(i + 1);
      String value = "x".repeat(3_000_000);
      jedis.set("long", value);
      assertThat(jedis.get("long")).isEqualTo(value);
      assertThat(jedis.blpop(1, "nothing")).isNull();
    }
  }

  /** The way that is not deprecated wants Java's own stores of keys in place of OpenSSL's files. */
  @SuppressWarnings("deprecation")
  private static DefaultJedisClientConfig config(RedisProtocol protocol, SSLContext context) {
    return DefaultJedisClientConfig.builder()
        .protocol(protocol)
        .ssl(true)
        .sslSocketFactory(context.getSocketFactory())
        .build();
  }
}
