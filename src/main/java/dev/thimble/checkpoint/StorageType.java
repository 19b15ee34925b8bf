package dev.thimble.checkpoint;

/** How weights are written to a file. */
public enum StorageType {
  /** Four bytes a value, exact. */
  FLOAT32("F32", 4),
  /** Two bytes a value (IEEE 754 binary16), for shipping. */
  FLOAT16("F16", 2);

  private final String code;
  private final int bytes;

  StorageType(String code, int bytes) {
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

  static StorageType of(String code, String where) {
    for (StorageType precision : values()) {
      if (precision.code.equals(code)) {
        return precision;
      }
    }
    throw new CheckpointException(where + " has type " + code + "; F32 and F16 are supported");
  }
}
