package dev.thimble.corpus;

import java.nio.charset.StandardCharsets;

/**
 * How a value becomes a record of a {@link RecordFile}. Stateless.
 *
 * @param <E> type of the values
 */
interface RecordFormat<E> {
  /** The bytes of the record of this number. */
  byte[] encode(int number, E value);

  /**
   * The value of the record of this number.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #encode} gives
   */
  E decode(int number, byte[] record);

  /**
   * Pairs of text, numbered from line 1 on: 0 if the source equals the target, else the bytes of
   * the source plus 1; then the source, if it differs, and the target, in UTF-8.
   */
  RecordFormat<SentencePair> TEXTS =
      new RecordFormat<>() {
        @Override
        public byte[] encode(int number, SentencePair pair) {
          boolean same = pair.source().equals(pair.target());
          byte[] source = same ? new byte[0] : pair.source().getBytes(StandardCharsets.UTF_8);
          byte[] target = pair.target().getBytes(StandardCharsets.UTF_8);
          int head = same ? 0 : source.length + 1;
          int start = Varint.size(head);
          byte[] record = new byte[start + source.length + target.length];
          Varint.put(head, record, 0);
          System.arraycopy(source, 0, record, start, source.length);
          System.arraycopy(target, 0, record, start + source.length, target.length);
          return record;
        }

        @Override
        public SentencePair decode(int number, byte[] record) {
          Varint.Reader reader = new Varint.Reader(record);
          int head = reader.next(record.length);
          int start = reader.position();
          int middle = start + Math.max(0, head - 1);
          if (middle > record.length) {
            throw new IllegalArgumentException("a source is cut off");
          }
          String target =
              new String(record, middle, record.length - middle, StandardCharsets.UTF_8);
          String source =
              head == 0
                  ? target
                  : new String(record, start, middle - start, StandardCharsets.UTF_8);
          return new SentencePair(number + 1L, source, target);
        }
      };

  /**
   * Examples: the index minus the record's number, as twice itself or, if it is negative, twice its
   * complement plus 1; the number of source ids; the source ids; the target ids. Ids from a file
   * are checked, since native code trusts them.
   *
   * @param sourceSize number of source ids that exist
   * @param targetSize number of target ids that exist
   */
  record Examples(int sourceSize, int targetSize) implements RecordFormat<Example> {
    @Override
    public byte[] encode(int number, Example example) {
      int difference = example.index() - number;
      int zigzag = (difference << 1) ^ (difference >> 31);
      int[] source = example.source();
      int[] target = example.target();
      int size = Varint.size(zigzag) + Varint.size(source.length);
      for (int id : source) {
        size += Varint.size(id);
      }
      for (int id : target) {
        size += Varint.size(id);
      }
      byte[] record = new byte[size];
      int at = Varint.put(source.length, record, Varint.put(zigzag, record, 0));
      for (int id : source) {
        at = Varint.put(id, record, at);
      }
      for (int id : target) {
        at = Varint.put(id, record, at);
      }
      return record;
    }

    @Override
    public Example decode(int number, byte[] record) {
      Varint.Reader reader = new Varint.Reader(record);
      int zigzag = reader.nextBits();
      int[] source = new int[reader.next(record.length)];
      for (int i = 0; i < source.length; i++) {
        source[i] = reader.next(sourceSize - 1);
      }
      int[] target = reader.rest(targetSize - 1);
      return new Example(number + ((zigzag >>> 1) ^ -(zigzag & 1)), source, target);
    }
  }
}
