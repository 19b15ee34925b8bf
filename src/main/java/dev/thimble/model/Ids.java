package dev.thimble.model;

/** Checks ids before they reach native code, where one out of range would end the process. */
final class Ids {
  private Ids() {}

  /** The ids as native code takes them. */
  static long[] checked(int[] ids, int size, String kind) {
    long[] checked = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      checked[i] = checked(ids[i], size, kind);
    }
    return checked;
  }

  static int checked(int id, int size, String kind) {
    if (id < 0 || id >= size) {
      throw new IllegalArgumentException(
          kind + " id " + id + " is not in the vocabulary of " + size + " pieces");
    }
    return id;
  }
}
