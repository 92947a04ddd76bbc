package miniredis.admin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.resp.Reply;

/** DEBUG PROTOCOL: a reply of each type, for those who write clients. Redis's own examples. */
final class ProtocolSamples {

  private static final String UNKNOWN =
      "ERR Wrong protocol type name. Please use one of the following:"
          + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";

  private ProtocolSamples() {}

  static Reply of(Call call, String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "string" -> Reply.bulk("Hello World");
      case "integer" -> Reply.integer(12345);
      case "double" -> new Reply.Double(3.141);
      case "bignum" -> new Reply.BigNumber(Bytes.of("1234567999999999999999999999999999999"));
      case "null" -> Reply.NULL;
      case "array" -> Reply.array(number(0), number(1), number(2));
      case "set" -> new Reply.Set(List.of(number(0), number(1), number(2)));
      case "map" ->
          Reply.map(number(0), truth(false), number(1), truth(true), number(2), truth(false));
      case "attrib" -> attributed();
      case "push" -> pushed(call);
      case "verbatim" -> new Reply.Verbatim("txt", Bytes.of("This is a verbatim\nstring"));
      case "true" -> truth(true);
      case "false" -> truth(false);
      default -> throw new CommandException(UNKNOWN);
    };
  }

  private static Reply number(int number) {
    return Reply.integer(number);
  }

  private static Reply truth(boolean value) {
    return new Reply.Boolean(value);
  }

  private static Reply attributed() {
    Reply popularity = Reply.array(Reply.bulk("key:123"), number(90));
    return new Reply.Attributed(
        List.of(Reply.bulk("key-popularity"), popularity),
        Reply.bulk("Some real reply following the attribute"));
  }

  /** A client waits for a reply to each request, and a push is none. */
  private static Reply pushed(Call call) {
    if (call.client().protocol() < 3) {
      throw new CommandException("ERR RESP2 is not supported by this command");
    }
    call.client().link().push(new Reply.Push(List.of(Reply.bulk("server-cpu-usage"), number(42))));
    return Reply.bulk("Some real reply following the push reply");
  }
}
