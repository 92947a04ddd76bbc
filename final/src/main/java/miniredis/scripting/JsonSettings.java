package miniredis.scripting;

/** What scripts may change in how cjson works; it holds for all scripts after that, as in Redis. */
final class JsonSettings {

  /** What is done with numbers that JSON has no words for. */
  enum Invalid {
    OFF,
    ON,
    NULL
  }

  boolean convertsSparse;
  int sparseRatio = 2;
  int sparseSafe = 10;
  int encodeDepth = 1000;
  int decodeDepth = 1000;
  int precision = 14;
  boolean keepsBuffer = true;
  Invalid encodesInvalid = Invalid.OFF;
  Invalid decodesInvalid = Invalid.ON;
}
