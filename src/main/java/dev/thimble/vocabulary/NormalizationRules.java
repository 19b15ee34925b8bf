package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link TextNormalizer} as a table of string-rewriting rules, so that other SentencePiece runtimes
 * normalize as Thimble does. Stateless.
 *
 * <p>A rule sees only its own left side, but Unicode composes and reorders characters over any
 * distance. The result of a runtime that normalizes by these rules therefore differs from
 * Thimble's:
 *
 * <ul>
 *   <li>where a combining mark follows a compatibility form that is neither half- nor full-width;
 *   <li>where marks that no precomposed character contains are not in canonical order, except for
 *       pairs of Hebrew or of Arabic marks;
 *   <li>where Hangul is spelled other than in whole syllables or conjoining letters;
 *   <li>at U+0000, for which the format cannot express a rule.
 * </ul>
 */
final class NormalizationRules {
  /** The name of these rules in the model file. */
  static final String NAME = "nfkc_single_spaces";

  private static final int HANGUL_BASE = 0xAC00;
  private static final int LEADS = 19;
  private static final int VOWELS = 21;
  private static final int TAILS = 28; // including "no tail"

  private NormalizationRules() {}

  private static final class Compiled {
    static final byte[] CHARSMAP = compile(rules());
  }

  /** The rules as a precompiled charsmap (see {@link PrecompiledCharsmap}), always the same. */
  static byte[] charsmap() {
    return Compiled.CHARSMAP.clone();
  }

  /** The rules, left side to right side, computed anew at each call. */
  static Map<String, String> rules() {
    Map<String, String> rules = new TreeMap<>();
    addSingleCharacters(rules);
    addComposed(rules);
    addHangul(rules);
    addMarkOrders(rules, 0x05B0, 0x05C7); // Hebrew points
    addMarkOrders(rules, 0x064B, 0x0670); // Arabic vowels and shadda: shadda is typed first
    return rules;
  }

  private static void addSingleCharacters(Map<String, String> rules) {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (isCharacter(c)) {
        add(rules, Character.toString(c));
      }
    }
  }

  /* Every spelling of a composed character: the base may already include some marks, the others
   * follow in any order that composes to the character, and each part may be one of its variants.
   */
  private static void addComposed(Map<String, String> rules) {
    Map<String, List<String>> variants = variants();
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (!isCharacter(c) || isHangul(c)) {
        continue;
      }
      String composed = Character.toString(c);
      int[] parts = Normalizer.normalize(composed, Normalizer.Form.NFD).codePoints().toArray();
      for (int[] order : orders(parts, 1)) {
        String spelled = new String(order, 0, order.length);
        if (Normalizer.normalize(spelled, Normalizer.Form.NFC).equals(composed)) {
          for (String partly : partlyComposed(order)) {
            spellings(partly, variants).forEach(spelling -> add(rules, spelling));
          }
        }
      }
    }
  }

  private static List<String> partlyComposed(int[] parts) {
    List<String> spelled = new ArrayList<>();
    for (int inside = 1; inside < parts.length; inside++) {
      String head = new String(parts, 0, inside);
      String first = Normalizer.normalize(head, Normalizer.Form.NFC);
      if (isOneCharacter(first)) {
        spelled.add(first + new String(parts, inside, parts.length - inside));
      }
    }
    return spelled;
  }

  private static boolean isOneCharacter(String text) {
    return text.codePointCount(0, text.length()) == 1;
  }

  private static boolean isCharacter(int c) {
    return Character.isDefined(c) && Character.getType(c) != Character.SURROGATE;
  }

  private static void addHangul(Map<String, String> rules) {
    for (int i = 0; i < LEADS * VOWELS; i++) {
      String open =
          Character.toString(0x1100 + i / VOWELS) + Character.toString(0x1161 + i % VOWELS);
      add(rules, open);
      for (int tail = 1; tail < TAILS; tail++) {
        add(rules, open + Character.toString(0x11A7 + tail));
      }
    }
  }

  private static void addMarkOrders(Map<String, String> rules, int first, int last) {
    for (int a = first; a <= last; a++) {
      for (int b = first; b <= last; b++) {
        add(rules, Character.toString(a) + Character.toString(b));
      }
    }
  }

  private static boolean isHangul(int c) {
    return c >= HANGUL_BASE && c < HANGUL_BASE + LEADS * VOWELS * TAILS;
  }

  private static void add(Map<String, String> rules, String text) {
    String normalized = TextNormalizer.spaced(text);
    if (!normalized.equals(text)) {
      rules.put(text, normalized);
    }
  }

  /* Maps a character to those that are canonically equivalent to it or differ from it only in
   * width. */
  private static Map<String, List<String>> variants() {
    Map<String, List<String>> variants = new HashMap<>();
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (!isCharacter(c)) {
        continue;
      }
      boolean width = c >= 0xFF00 && c <= 0xFFEF;
      String text = Character.toString(c);
      String plain = Normalizer.normalize(text, width ? Normalizer.Form.NFKC : Normalizer.Form.NFC);
      if (!plain.equals(text) && isOneCharacter(plain)) {
        variants.computeIfAbsent(plain, key -> new ArrayList<>()).add(text);
      }
    }
    return variants;
  }

  private static List<String> spellings(String text, Map<String, List<String>> variants) {
    List<String> spellings = List.of("");
    for (int c : text.codePoints().toArray()) {
      String part = Character.toString(c);
      List<String> longer = new ArrayList<>();
      for (String spelling : spellings) {
        longer.add(spelling + part);
        for (String variant : variants.getOrDefault(part, List.of())) {
          longer.add(spelling + variant);
        }
      }
      spellings = longer;
    }
    return spellings;
  }

  /* All permutations of the parts from an index on. */
  private static List<int[]> orders(int[] parts, int from) {
    if (from >= parts.length - 1) {
      return List.of(parts);
    }
    List<int[]> orders = new ArrayList<>();
    for (int i = from; i < parts.length; i++) {
      int[] swapped = parts.clone();
      swapped[from] = parts[i];
      swapped[i] = parts[from];
      orders.addAll(orders(swapped, from + 1));
    }
    return orders;
  }

  /** Compiles rules into a precompiled charsmap. */
  static byte[] compile(Map<String, String> rules) {
    Map<String, Integer> positions = new TreeMap<>();
    rules.values().forEach(right -> positions.put(right, 0));
    ByteArrayOutputStream rights = new ByteArrayOutputStream();
    for (Map.Entry<String, Integer> entry : positions.entrySet()) {
      entry.setValue(rights.size());
      rights.writeBytes(entry.getKey().getBytes(StandardCharsets.UTF_8));
      rights.write(0);
    }
    Map<byte[], Integer> sorted = new TreeMap<>(Arrays::compareUnsigned);
    rules.forEach(
        (left, right) -> sorted.put(left.getBytes(StandardCharsets.UTF_8), positions.get(right)));
    int[] units =
        DoubleArrayTrie.of(
                sorted.keySet().toArray(new byte[0][]),
                sorted.values().stream().mapToInt(Integer::intValue).toArray())
            .units();
    ByteBuffer charsmap =
        ByteBuffer.allocate(4 + 4 * units.length + rights.size()).order(ByteOrder.LITTLE_ENDIAN);
    charsmap.putInt(4 * units.length);
    charsmap.asIntBuffer().put(units);
    charsmap.position(4 + 4 * units.length);
    return charsmap.put(rights.toByteArray()).array();
  }
}
