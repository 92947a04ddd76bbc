package miniredis.cli;

/** The ways to print a reply. */
enum Format {
  /** For people: types named, strings quoted, items numbered. */
  PLAIN,
  /** For programs: the bytes themselves, an item a line. */
  RAW,
  /** One line of values with commas between, strings quoted. */
  CSV,
  /** JSON; what is not valid UTF-8 in a string is passed on as it is. */
  JSON,
  /** JSON of ASCII alone: strings are escaped twice. */
  QUOTED_JSON
}
