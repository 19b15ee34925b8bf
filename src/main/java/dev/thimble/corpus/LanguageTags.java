package dev.thimble.corpus;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares language tags, such as en, en-US, EN_us. Stateless. */
final class LanguageTags {
  private LanguageTags() {}

  /** The value of a language: of the tag itself, or else of the first one that matches. */
  static @Nullable String find(Map<String, String> byTag, String wanted) {
    String close = null;
    for (Map.Entry<String, String> each : byTag.entrySet()) {
      if (normalized(each.getKey()).equals(normalized(wanted))) {
        return each.getValue();
      }
      close = close == null && match(wanted, each.getKey()) ? each.getValue() : close;
    }
    return close;
  }

  /** Whether two tags are of one language; if both have a region or script, these must be equal. */
  static boolean match(String one, String other) {
    String a = normalized(one);
    String b = normalized(other);
    return a.equals(b) || a.startsWith(b + "-") || b.startsWith(a + "-");
  }

  private static String normalized(String tag) {
    return tag.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
