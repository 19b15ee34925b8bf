package dev.thimble.checkpoint;

/** How weights are written to a file. */
public enum Precision {
  /** Four bytes a value, exact. */
  FLOAT32("F32", 4),
  /** Two bytes a value (IEEE 754 binary16), for shipping. */
  FLOAT16("F16", 2);

  private final String code;
  private final int bytes;

  Precision(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The safetensors name of the type. */
  String code() {
    return code;
  }

  /** Bytes a value. */
  int bytes() {
    return bytes;
  }

  static Precision of(String code, String where) {
    for (Precision precision : values()) {
      if (precision.code.equals(code)) {
        return precision;
      }
    }
    throw new CheckpointException(where + " has type " + code + "; F32 and F16 are supported");
  }
}
