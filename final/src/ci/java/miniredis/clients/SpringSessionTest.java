package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.PatternTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository;
import org.springframework.session.data.redis.RedisIndexedSessionRepository.RedisSession;
import org.springframework.session.data.redis.config.ConfigureNotifyKeyspaceEventsAction;
import org.springframework.session.events.AbstractSessionEvent;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Spring Session keeps its sessions in the server, over Lettuce, and hears of their end by keyspace
 * events, which it turns on itself. Wired by hand as its configuration does it.
 */
class SpringSessionTest extends ClientTest {

  private LettuceConnectionFactory connections;
  private RedisIndexedSessionRepository sessions;
  private RedisMessageListenerContainer listener;
  private final List<AbstractSessionEvent> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() {
    connections = new LettuceConnectionFactory("127.0.0.1", server.port());
    connections.afterPropertiesSet();
    connections.start();
    new ConfigureNotifyKeyspaceEventsAction().configure(connections.getConnection());
    RedisTemplate<String, Object> template = new RedisTemplate<>();
    template.setKeySerializer(RedisSerializer.string());
    template.setHashKeySerializer(RedisSerializer.string());
    template.setConnectionFactory(connections);
    template.afterPropertiesSet();
    sessions = new RedisIndexedSessionRepository(template);
    sessions.setApplicationEventPublisher(each -> events.add((AbstractSessionEvent) each));
    listen();
  }

  private void listen() {
    listener = new RedisMessageListenerContainer();
    listener.setConnectionFactory(connections);
    listener.addMessageListener(
        sessions,
        List.of(
            new ChannelTopic(sessions.getSessionDeletedChannel()),
            new ChannelTopic(sessions.getSessionExpiredChannel()),
            new PatternTopic(sessions.getSessionCreatedChannelPrefix() + "*")));
    listener.afterPropertiesSet();
    listener.start();
  }

  @AfterEach
  void disconnect() throws Exception {
    listener.destroy();
    connections.destroy();
    events.clear();
    ask("CONFIG SET notify-keyspace-events \"\"");
  }

  private String save(String principal, Duration life) {
    RedisSession session = sessions.createSession();
    session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, principal);
    session.setAttribute("cart", new ArrayList<>(List.of("apples", "pears")));
    session.setMaxInactiveInterval(life);
    sessions.save(session);
    return session.getId();
  }

  private void eventuallyHeard(Class<?> event, String session) {
    eventually(
        event.getSimpleName(),
        () ->
            events.stream()
                .anyMatch(each -> event.isInstance(each) && each.getSessionId().equals(session)));
  }

  @Test
  void aSessionIsStoredAndFoundAgain() {
    String id = save("anna", Duration.ofMinutes(30));
    eventuallyHeard(SessionCreatedEvent.class, id);
    RedisSession found = sessions.findById(id);
    assertThat(found.<List<String>>getAttribute("cart")).containsExactly("apples", "pears");
    found.setAttribute("cart", "empty");
    sessions.save(found);
    assertThat(sessions.findById(id).<String>getAttribute("cart")).isEqualTo("empty");
    assertThat(sessions.findById("nobody")).isNull();
  }

  @Test
  void theSessionsOfAPrincipalAreFoundByItsName() {
    String first = save("anna", Duration.ofMinutes(30));
    String second = save("anna", Duration.ofMinutes(30));
    save("bert", Duration.ofMinutes(30));
    assertThat(sessions.findByPrincipalName("anna")).containsOnlyKeys(first, second);
    sessions.deleteById(first);
    eventuallyHeard(SessionDeletedEvent.class, first);
    assertThat(sessions.findByPrincipalName("anna")).containsOnlyKeys(second);
    RedisSession renamed = sessions.findById(second);
    String third = renamed.changeSessionId();
    sessions.save(renamed);
    assertThat(sessions.findById(second)).isNull();
    assertThat(sessions.findByPrincipalName("anna")).containsOnlyKeys(third);
  }

  @Test
  void aSessionExpiresAndThatIsToldOf() {
    String id = save("anna", Duration.ofSeconds(1));
    String other = save("anna", Duration.ofMinutes(30));
    eventuallyHeard(SessionExpiredEvent.class, id);
    assertThat(sessions.findById(id)).isNull();
    assertThat(sessions.findByPrincipalName("anna")).containsOnlyKeys(other);
  }

  @Test
  void templatesReadWhatTheyHaveWritten() {
    StringRedisTemplate redis = new StringRedisTemplate(connections);
    redis.opsForValue().set("k", "v", Duration.ofMinutes(1));
    assertThat(redis.opsForValue().get("k")).isEqualTo("v");
    assertThat(redis.getExpire("k")).isBetween(50L, 60L);
    assertThat(redis.opsForValue().setIfAbsent("k", "w")).isFalse();
    redis.opsForHash().putAll("h", Map.of("a", "1", "b", "2"));
    assertThat(redis.opsForHash().increment("h", "a", 2)).isEqualTo(3);
    assertThat(redis.opsForHash().entries("h")).isEqualTo(Map.of("a", "3", "b", "2"));
    redis.opsForZSet().add("z", "one", 1);
    redis.opsForZSet().add("z", "two", 2);
    assertThat(redis.opsForZSet().reverseRange("z", 0, -1)).containsExactly("two", "one");
    assertThat(redis.opsForZSet().score("z", "two")).isEqualTo(2.0);
    RecordId id = redis.opsForStream().add("s", Map.of("kind", "birth"));
    List<MapRecord<String, Object, Object>> all =
        redis.opsForStream().range("s", Range.unbounded());
    assertThat(all).singleElement().extracting(MapRecord::getId).isEqualTo(id);
  }
}
