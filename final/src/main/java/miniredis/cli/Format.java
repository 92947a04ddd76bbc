package miniredis.cli;

import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/** How replies are printed; each ends with a newline. */
enum Format {
  /** For people: types named, strings quoted, items numbered. */
  PLAIN,
  /** For programs: the bytes themselves, an item a line. */
  RAW,
  /** JSON; what is not valid UTF-8 in a string is passed on as it is. */
  JSON;

  void print(Reply reply, BytesBuilder out) {
    switch (this) {
      case PLAIN -> PlainFormat.print(reply, out);
      case RAW -> RawFormat.print(reply, out);
      case JSON -> JsonFormat.print(reply, out);
    }
  }
}
