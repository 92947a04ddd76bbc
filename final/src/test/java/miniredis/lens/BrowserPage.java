package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/** A page of a {@link Browser}: what a test does with it, and what it complains of. */
final class BrowserPage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DevTools devTools;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  BrowserPage(DevTools devTools) throws Exception {
    this.devTools = devTools;
    devTools.onEvent(this::heard);
    for (String domain : List.of("Runtime", "Log", "Page")) devTools.call(domain + ".enable");
    size(1280, 720);
  }

  private void heard(JsonValue event) {
    JsonValue params = event.at("params");
    switch (event.text("method")) {
      case "Runtime.exceptionThrown" -> complaints.add(said(params.at("exceptionDetails")));
      case "Runtime.consoleAPICalled" -> {
        if (!params.text("type").equals("log")) complaints.add(params.toString());
      }
      case "Log.entryAdded" -> complaints.add(params.at("entry").toString());
      default -> {}
    }
  }

  private static String said(JsonValue details) {
    return details.text("text") + " " + details.at("exception").text("description");
  }

  private void size(int width, int height) throws Exception {
    Json json = new Json().beginObject().name("width").number(width).name("height").number(height);
    json.name("deviceScaleFactor").number(1).name("mobile").truth(false);
    devTools.call("Emulation.setDeviceMetricsOverride", json.endObject());
  }

  void go(String address) throws Exception {
    devTools.call("Page.navigate", new Json().beginObject().name("url").text(address).endObject());
    await("document.readyState === 'complete' && !!document.querySelector('#bottom button')");
  }

  /** What an expression comes to, as a text; a promise is waited for. */
  String text(String expression) throws Exception {
    Json json =
        new Json()
            .beginObject()
            .name("expression")
            .text("(async () => String(" + expression + "))()");
    json.name("awaitPromise").truth(true).name("returnByValue").truth(true);
    JsonValue result = devTools.call("Runtime.evaluate", json.endObject());
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + said(result.at("exceptionDetails")));
    }
    return result.at("result").text("value");
  }

  /** Waits until an expression is true. */
  void await(String expression) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!text(expression).equals("true")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            expression
                + " does not become true; the page says:\n"
                + text("document.body.innerText"));
      }
      LockSupport.parkNanos(30_000_000);
    }
  }

  /** Waits until a part of the page has this in its text. */
  void awaitText(String selector, String part) throws Exception {
    await(
        "(document.querySelector(%s)?.innerText ?? '').includes(%s)"
            .formatted(Json.quoted(selector), Json.quoted(part)));
  }

  /**
   * Presses a key, as a person would: n, K (with Shift), Enter, ArrowUp, Digit1; with others held
   * down, Shift+Digit1, Control+k.
   */
  void press(String keys) throws Exception {
    boolean control = keys.startsWith("Control+");
    String key = keys.substring(keys.length() > 1 ? keys.lastIndexOf('+') + 1 : 0);
    boolean digit = key.startsWith("Digit");
    String name = digit ? key.substring(5) : key;
    boolean shift =
        keys.startsWith("Shift+") || key.length() == 1 && Character.isUpperCase(key.charAt(0));
    String text = control ? "" : name.length() == 1 ? name : key.equals("Enter") ? "\r" : "";
    for (String type : List.of("keyDown", "keyUp")) {
      Json json = new Json().beginObject().name("type").text(type);
      json.name("key").text(name).name("code").text(key);
      if (key.equals("Tab")) json.name("windowsVirtualKeyCode").number(9);
      if (type.equals("keyDown") && !text.isEmpty()) json.name("text").text(text);
      json.name("modifiers").number((control ? 2 : 0) + (shift ? 8 : 0));
      devTools.call("Input.dispatchKeyEvent", json.endObject());
    }
  }

  /** Types a text where the cursor is. */
  void type(String text) throws Exception {
    devTools.call("Input.insertText", new Json().beginObject().name("text").text(text).endObject());
  }

  byte[] screenshot() throws Exception {
    Json json = new Json().beginObject().name("format").text("png").endObject();
    return Base64.getDecoder().decode(devTools.call("Page.captureScreenshot", json).text("data"));
  }

  /** Errors, warnings, exceptions, and what could not be loaded. */
  List<String> complaints() {
    return complaints;
  }

  /** A page that is only left goes on listening and drawing, and takes time from the others. */
  @Override
  public void close() {
    try {
      devTools.call("Page.close");
    } catch (Exception closedAlready) {
      // Its browser may be gone.
    }
    devTools.close();
  }
}
