package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.util.concurrent.atomic.AtomicInteger;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.command.CommandTable;
import miniredis.engine.Waiting;
import miniredis.net.LiveServer;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What families keep for a client: seen in CLIENT LIST, ended by UNBLOCK, RESET and the end. */
class AttachmentTest {

  private final AtomicInteger ended = new AtomicInteger();
  private final LiveServer server = LiveServer.with(this::addTo);
  private final Redis redis = server.client();
  private final Redis waiter = server.client();

  private void addTo(CommandTable table) {
    table.add("WAIT4EVER", 1, this::block);
    table.add("JOIN", 1, this::join);
  }

  /** Blocks its client, as a blocking pop does. */
  private Reply block(Call call) {
    Client client = call.client();
    client.link().block();
    client.attach(Waiting.class, new Wait(client));
    return Reply.NONE;
  }

  private Reply join(Call call) {
    call.client().attach(Wait.class, new Wait(call.client()));
    call.client().subscriber(true);
    return Reply.OK;
  }

  private final class Wait implements Waiting {

    private final Client client;

    Wait(Client client) {
      this.client = client;
    }

    @Override
    public void cancel(Reply instead) {
      client.attach(Waiting.class, null);
      client.link().unblock(instead == null ? Reply.NULL_ARRAY : instead);
    }

    @Override
    public void end() {
      ended.incrementAndGet();
    }

    @Override
    public void describe(ClientFacts facts) {
      facts.flags.append('P');
      facts.channels = 2;
      facts.queued = 7;
    }
  }

  @AfterEach
  void stop() {
    redis.close();
    waiter.close();
    server.close();
  }

  private String blockedId() {
    String id = waiter.ask("CLIENT ID").substring(1);
    waiter.send("WAIT4EVER\r\n").expectNothing();
    return id;
  }

  @Test
  void unblockEndsTheWaitAsIfTheTimeWereUp() {
    String id = blockedId();
    redis.expect("CLIENT UNBLOCK " + id, ":1").expect("CLIENT UNBLOCK " + id, ":0");
    waiter.expectReply("*-1").expect("PING", "+PONG");
  }

  @Test
  void unblockCanEndTheWaitWithAnError() {
    redis.expect("CLIENT UNBLOCK " + blockedId() + " ERROR", ":1");
    waiter.expectReply("-UNBLOCKED client unblocked via CLIENT UNBLOCK").expect("PING", "+PONG");
  }

  @Test
  void unblockOfAClientThatDoesNotWaitDoesNothing() {
    redis.expect("CLIENT UNBLOCK " + waiter.ask("CLIENT ID").substring(1), ":0");
    redis.expect("CLIENT UNBLOCK 999999", ":0");
    redis.expect("CLIENT UNBLOCK x", "-ERR value is not an integer or out of range");
    redis.expect("CLIENT UNBLOCK 1 x", "-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
  }

  @Test
  void requestsOfABlockedClientWait() {
    String id = blockedId();
    waiter.send("PING\r\n".repeat(3)).expectNothing();
    redis.expect("CLIENT UNBLOCK " + id, ":1");
    waiter.expectReply("*-1", "+PONG", "+PONG", "+PONG");
  }

  @Test
  void aBlockedClientThatLeavesGetsNothingEvenIfItHasAskedForMore() {
    blockedId();
    waiter.send("PING\r\n").expectNothing().halfClose().expectClosed();
    Redis.eventually("its wait has ended", () -> ended.get() == 1);
  }

  @Test
  void resetAndTheEndOfTheConnectionGiveBackWhatIsHeld() {
    waiter.expect("JOIN", "+OK").expect("RESET", "+RESET");
    assertThat(ended).hasValue(1);
    waiter.expect("JOIN", "+OK").expect("QUIT", "+OK").expectClosed();
    Redis.eventually("all is given back", () -> ended.get() == 2);
  }

  @Test
  void familiesHaveTheirSayInTheList() {
    waiter.expect("JOIN", "+OK");
    assertThat(redis.ask("CLIENT LIST TYPE pubsub"))
        .contains(" flags=P db=0 sub=2 psub=0 ssub=0 multi=7 ")
        .contains(" cmd=join ");
    waiter.expect("RESET", "+RESET");
    redis.expect("CLIENT LIST TYPE pubsub", "$0", "");
  }
}
