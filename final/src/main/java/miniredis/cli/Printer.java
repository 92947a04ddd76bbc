package miniredis.cli;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/**
 * Prints replies in one format.
 *
 * @param itemEnd what {@link Format#RAW} puts between the items of a list
 * @param replyEnd what it puts after a reply
 */
record Printer(Format format, Bytes itemEnd, Bytes replyEnd) {

  static Printer of(CliOptions options) {
    return new Printer(options.format, options.itemEnd, options.replyEnd);
  }

  Printer in(Format other) {
    return new Printer(other, itemEnd, replyEnd);
  }

  void print(Reply reply, BytesBuilder out) {
    switch (format) {
      case PLAIN -> PlainFormat.print(reply, out);
      case RAW -> {
        RawFormat.print(reply, itemEnd, out);
        out.append(replyEnd);
      }
      case CSV -> {
        CsvFormat.print(reply, out);
        out.append((byte) '\n');
      }
      case JSON -> JsonFormat.print(reply, JsonFormat.Strings.UNICODE, out);
      case QUOTED_JSON -> JsonFormat.print(reply, JsonFormat.Strings.ASCII, out);
    }
  }

  /** Prints a page of text, such as INFO's, as it is, with no line end of ours. */
  void page(Reply reply, BytesBuilder out) {
    RawFormat.print(reply, itemEnd, out);
  }
}
