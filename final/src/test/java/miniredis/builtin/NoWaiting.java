package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.WaitingRoom;
import miniredis.resp.Reply;

/** Where nobody may wait, as inside a transaction. */
final class NoWaiting implements WaitingRoom {

  @Override
  public Reply await(
      Call call,
      Collection<Bytes> keys,
      When when,
      long deadline,
      Reply otherwise,
      KeyAttempt attempt) {
    return otherwise;
  }

  @Override
  public Reply await(Call call, Topic topic, long deadline, Reply otherwise, Attempt attempt) {
    return otherwise;
  }

  @Override
  public void happened(Topic topic) {}
}
