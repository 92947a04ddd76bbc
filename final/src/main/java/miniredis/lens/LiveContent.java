package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * What the page of a live server asks for. The page may be there first, and hears when it starts.
 */
final class LiveContent implements PageServer.Content {

  private final Hub hub;
  private volatile Lens lens;

  LiveContent(Hub hub) {
    this.hub = hub;
  }

  /** From now on something can be done. */
  void shows(Lens lens) {
    this.lens = lens;
  }

  @Override
  public Subscription subscribe(long after, int most) {
    return hub.subscribe(after, most);
  }

  @Override
  public String act(JsonValue request) {
    Lens shown = lens;
    return shown == null ? Lens.error("The server is still starting.") : shown.act(request);
  }

  @Override
  public String recording() {
    return "";
  }
}
