package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Damages a valid model by one to four changes, which follow from the seed. */
public final class ModelMutator {
  private static final int[] TRAINER_FIELDS = {3, 24, 35, 40, 41, 42, 43, 44};

  private final Random random;
  private final StringBuilder changes = new StringBuilder();

  public ModelMutator(long seed) {
    // Random starts alike for neighbouring seeds
    this.random = new Random(new SplittableRandom(seed).nextLong());
  }

  /** Describes the changes. */
  public String changes() {
    return changes.toString();
  }

  public byte[] mutate(byte[] model) throws IOException {
    byte[] mutated = model;
    for (int change = random.nextInt(8) / 4 + random.nextInt(8) / 7; change >= 0; change--) {
      try {
        mutated = mutateOnce(mutated);
      } catch (IOException | RuntimeException e) { // no longer a message: only bytes can be changed
        mutated = bytesChanged(mutated);
      }
    }
    return mutated;
  }

  private byte[] mutateOnce(byte[] model) throws IOException {
    int kind = random.nextInt(14);
    changes.append(' ').append(kind);
    return switch (kind) {
      case 0 -> bytesChanged(model);
      case 1 -> fieldsChanged(ModelBytes.of(model)).toBytes();
      case 2, 3 -> inside(model, 1 + random.nextInt(3));
      case 4, 5 -> pieceChanged(model);
      case 6 -> nestedSymbols(model);
      case 7, 8 -> trainerChanged(model);
      case 9 -> normalizerChanged(model);
      case 10, 11 -> charsmapChanged(model);
      case 12 ->
          ModelBytes.of(model)
              .and(out -> out.writeByteArray(4 + random.nextInt(2), text()))
              .toBytes();
      default -> lengthChanged(model);
    };
  }

  private byte[] bytesChanged(byte[] model) {
    byte[] changed =
        random.nextInt(8) == 0
            ? Arrays.copyOf(model, random.nextInt(model.length + 1))
            : model.clone();
    for (int i = random.nextInt(8); i >= 0 && changed.length > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  /* Changes a byte that may be a length by a little. */
  private byte[] lengthChanged(byte[] model) {
    byte[] changed = model.clone();
    int at = random.nextInt(changed.length);
    changed[at] += (byte) (random.nextInt(5) - 2);
    return changed;
  }

  private ModelBytes fieldsChanged(ModelBytes message) {
    List<ModelBytes.Field> fields = new ArrayList<>(message.fields());
    int at = random.nextInt(fields.size());
    switch (random.nextInt(5)) {
      case 0 -> fields.add(random.nextInt(fields.size() + 1), fields.get(at)); // twice
      case 1 -> fields.remove(at);
      case 2 -> Collections.swap(fields, at, random.nextInt(fields.size()));
      case 3 -> { // another number or wire type
        byte[] encoded = fields.get(at).encoded().clone();
        encoded[0] = (byte) (random.nextInt(16) << 3 | random.nextInt(6));
        fields.set(at, new ModelBytes.Field(0, encoded));
      }
      default -> fields.add(new ModelBytes.Field(0, unknownField()));
    }
    return ModelBytes.ofFields(fields);
  }

  private byte[] unknownField() {
    return ModelBytes.message(out -> out.writeByteArray(6 + random.nextInt(300), text()));
  }

  private byte[] inside(byte[] model, int field) throws IOException {
    ModelBytes whole = ModelBytes.of(model);
    return field == 1
        ? replaced(whole, fieldsChanged(ModelBytes.of(whole.content(1))).toBytes())
        : whole.with(field, fieldsChanged(ModelBytes.of(whole.content(field))).toBytes()).toBytes();
  }

  /* Replaces a piece. */
  private byte[] replaced(ModelBytes model, byte[] piece) {
    List<ModelBytes.Field> fields = new ArrayList<>(model.fields());
    int at = random.nextInt(fields.size());
    fields.set(
        at, new ModelBytes.Field(1, ModelBytes.message(out -> out.writeByteArray(1, piece))));
    return ModelBytes.ofFields(fields).toBytes();
  }

  private byte[] pieceChanged(byte[] model) {
    float[] scores = {
      0,
      -0f,
      -1,
      1,
      1e30f,
      -3e38f,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      Float.NaN,
      Float.NEGATIVE_INFINITY
    };
    byte[] piece =
        ModelBytes.message(
            out -> out.writeByteArray(1, text()),
            out -> out.writeFloat(2, scores[random.nextInt(scores.length)]),
            out ->
                out.writeEnum(
                    3,
                    random.nextInt(3) > 0
                        ? List.of(1, 4, 5).get(random.nextInt(3))
                        : random.nextInt(8)));
    return random.nextBoolean()
        ? replaced(ModelBytes.of(model), piece)
        : ModelBytes.of(model).and(out -> out.writeByteArray(1, piece)).toBytes();
  }

  private byte[] nestedSymbols(byte[] model) {
    String unit = List.of("a", "é", " ", "\u2581", "😀").get(random.nextInt(5));
    int type = random.nextBoolean() ? 4 : 1;
    int step = 1 + random.nextInt(3);
    ModelBytes longer = ModelBytes.of(model);
    int count = random.nextInt(100);
    List<ModelBytes.Writing> pieces = new ArrayList<>();
    for (int i = 2; i < 2 + count; i++) {
      String text = unit.repeat(i * step);
      byte[] piece =
          ModelBytes.message(
              out -> out.writeString(1, text),
              out -> out.writeFloat(2, -random.nextInt(9)),
              out -> out.writeEnum(3, type));
      pieces.add(out -> out.writeByteArray(1, piece));
    }
    return longer.and(pieces.toArray(new ModelBytes.Writing[0])).toBytes();
  }

  private byte[] trainerChanged(byte[] model) throws IOException {
    int field = TRAINER_FIELDS[random.nextInt(TRAINER_FIELDS.length)];
    ModelBytes trainer = ModelBytes.of(ModelBytes.of(model).content(2)).without(field);
    int value = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(6) - 1;
    ModelBytes changed =
        field == 44
            ? trainer.and(out -> out.writeByteArray(44, text()))
            : trainer.and(out -> out.writeInt32(field, value));
    return ModelBytes.of(model).with(2, changed.toBytes()).toBytes();
  }

  private byte[] normalizerChanged(byte[] model) throws IOException {
    ModelBytes normalizer = ModelBytes.of(ModelBytes.of(model).content(3));
    int field = 1 + random.nextInt(5);
    ModelBytes.Writing writing =
        switch (field) {
          case 1 ->
              out -> out.writeString(1, random.nextInt(5) == 0 ? NormalizationRules.NAME : "x");
          case 2 -> out -> out.writeByteArray(2, new byte[0]);
          default -> out -> out.writeBool(field, random.nextBoolean());
        };
    byte[] changed = normalizer.without(field).and(writing).toBytes();
    return ModelBytes.of(model).with(3, changed).toBytes();
  }

  private byte[] charsmapChanged(byte[] model) throws IOException {
    ModelBytes normalizer = ModelBytes.of(ModelBytes.of(model).content(3)).without(1);
    byte[] charsmap = normalizer.content(2);
    if (charsmap.length == 0 || random.nextInt(3) == 0) {
      charsmap = someRules();
    }
    byte[] changed = random.nextInt(4) == 0 ? charsmap : damaged(charsmap);
    byte[] settings = normalizer.without(2).and(out -> out.writeByteArray(2, changed)).toBytes();
    return ModelBytes.of(model).with(3, settings).toBytes();
  }

  private byte[] damaged(byte[] charsmap) {
    ByteBuffer bytes = ByteBuffer.wrap(charsmap.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int units = bytes.capacity() / 4;
    switch (random.nextInt(6)) {
      case 0 -> bytes.putInt(0, random.nextInt(charsmap.length * 2));
      case 1 -> bytes.put(charsmap.length - 1, (byte) 'x'); // the terminating zero
      case 2 -> bytes.putInt(4, random.nextInt()); // the root
      case 3 -> {
        return Arrays.copyOf(charsmap, random.nextInt(charsmap.length));
      }
      case 4 -> {
        for (int i = 0; i < 50; i++) {
          bytes.putInt(4 * random.nextInt(units), random.nextInt());
        }
      }
      default -> { // one unit points elsewhere
        int at = 4 * random.nextInt(units);
        bytes.putInt(at, bytes.getInt(at) ^ 1 << random.nextInt(32));
      }
    }
    return bytes.array();
  }

  private byte[] someRules() {
    TreeMap<byte[], byte[]> rules = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = random.nextInt(40); i >= 0; i--) {
      rules.put(
          random.nextBoolean() ? "a".repeat(1 + i).getBytes(StandardCharsets.UTF_8) : key(),
          text());
    }
    ByteArrayOutputStream rights = new ByteArrayOutputStream();
    int[] values = new int[rules.size()];
    int at = 0;
    for (byte[] right : rules.values()) {
      values[at++] = rights.size();
      rights.writeBytes(right);
      rights.write(0);
    }
    int[] units = DoubleArrayTrie.of(rules.keySet().toArray(new byte[0][]), values).units();
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + 4 * units.length + rights.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4 * units.length);
    IntStream.of(units).forEach(bytes::putInt);
    return bytes.put(rights.toByteArray()).array();
  }

  private byte[] key() {
    byte[] key = new byte[1 + random.nextInt(4)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (1 + random.nextInt(255));
    }
    return key;
  }

  private byte[] text() {
    String[] texts = {
      "",
      "a",
      "\0",
      "a\0b",
      " ",
      "\u2581",
      "\u2581\u2581",
      "<s>",
      "<0x41>",
      "<unk>",
      "é",
      "😀",
      "th",
      "\n",
      "\uFFFD",
      "\u2581the"
    };
    return switch (random.nextInt(8)) {
      case 0 -> "a".repeat(random.nextInt(1100)).getBytes(StandardCharsets.UTF_8);
      case 1 -> "\u2581a".repeat(1 + random.nextInt(250)).getBytes(StandardCharsets.UTF_8);
      case 2 -> key();
      case 3 ->
          "a".repeat(random.nextInt(1 << random.nextInt(21))).getBytes(StandardCharsets.UTF_8);
      case 4, 5 -> Integer.toString(random.nextInt(), 36).getBytes(StandardCharsets.UTF_8);
      default -> texts[random.nextInt(texts.length)].getBytes(StandardCharsets.UTF_8);
    };
  }
}
