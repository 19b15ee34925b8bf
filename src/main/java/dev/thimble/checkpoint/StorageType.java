package dev.thimble.checkpoint;

/** Number type of the weights in a file. */
public enum StorageType {
  /** Four bytes per value, exact. */
  FLOAT32("F32", 4),
  /** Two bytes per value (IEEE 754 binary16), for distribution. */
  FLOAT16("F16", 2),
  /**
   * One byte per value of a matrix, with a float32 scale for each row, for distribution; vectors
   * stay float32. {@code ComputeType.INT8} rounds weights in the same way.
   */
  INT8("I8", 1);

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

  /** Bytes per value. */
  int bytes() {
    return bytes;
  }

  static StorageType of(String code, String where) {
    for (StorageType type : values()) {
      if (type.code.equals(code)) {
        return type;
      }
    }
    throw new CheckpointException(where + " has type " + code + "; F32, F16 and I8 are supported");
  }
}
