package dev.thimble.corpus;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scripts that a language is written in. A language tag with a script, such as {@code sr-Latn},
 * allows that alone. Immutable.
 */
record LanguageScripts(Set<UnicodeScript> scripts) {
  /** Languages that are not written in Latin letters alone, by their scripts. */
  private static final String TABLE =
      """
      CYRILLIC: ab av ba be bg bua ce chm cv kbd krc kv ky mhr mk myv os ru sah tt tyv udm uk
      CYRILLIC LATIN: az bs cnr crh gag kk ro sh sr tg tk uz
      CYRILLIC MONGOLIAN: mn
      ARABIC: ar arz azb bal ckb fa glk mzn pnb ps skr ug ur
      ARABIC LATIN: ku ha ms
      ARABIC DEVANAGARI: ks sd
      HEBREW: he iw lad yi ji
      GREEK: el grc
      ARMENIAN: hy hyw
      GEORGIAN: ka xmf
      DEVANAGARI: bho dty gom hi mai mr ne new sa
      BENGALI: as bn bpy
      BENGALI MEETEI_MAYEK: mni
      GURMUKHI ARABIC: pa
      GUJARATI: gu
      ORIYA: or
      TAMIL: ta
      TELUGU: te
      KANNADA: kn tcy
      MALAYALAM: ml
      SINHALA: si
      THAANA: dv
      OL_CHIKI: sat
      THAI: th
      LAO: lo
      MYANMAR: my shn mnw
      KHMER: km
      TIBETAN: bo dz
      ETHIOPIC: am ti
      CHEROKEE: chr
      CANADIAN_ABORIGINAL LATIN: iu cr
      TIFINAGH LATIN: zgh ber kab tzm
      SYRIAC: syr arc
      NKO: nqo
      HANGUL HAN: ko
      HAN BOPOMOFO: gan lzh wuu yue zh
      HAN HIRAGANA KATAKANA: ja
      """;

  private static final Map<String, Set<UnicodeScript>> BY_LANGUAGE = byLanguage();

  private static Map<String, Set<UnicodeScript>> byLanguage() {
    Map<String, Set<UnicodeScript>> byLanguage = new HashMap<>();
    for (String row : TABLE.lines().toList()) {
      String[] columns = row.split(": ", -1);
      Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
      for (String name : columns[0].split(" ", -1)) {
        scripts.add(UnicodeScript.valueOf(name));
      }
      for (String language : columns[1].split(" ", -1)) {
        byLanguage.put(language, scripts);
      }
    }
    return byLanguage;
  }

  /** The scripts of a language; Latin if it is not known to have others. */
  static LanguageScripts of(Locale language) {
    if (!language.getScript().isEmpty()) {
      return new LanguageScripts(ofTag(language.getScript()));
    }
    return new LanguageScripts(
        BY_LANGUAGE.getOrDefault(language.getLanguage(), EnumSet.of(UnicodeScript.LATIN)));
  }

  /* Codes of ISO 15924 for several scripts at once have no Unicode script of their own. */
  private static Set<UnicodeScript> ofTag(String script) {
    return switch (script) {
      case "Hans", "Hant" -> EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO);
      case "Jpan" -> EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
      case "Kore" -> EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL);
      default -> EnumSet.of(script(script));
    };
  }

  private static UnicodeScript script(String code) {
    try {
      return UnicodeScript.forName(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(code + " is no script, such as Latn or Cyrl", e);
    }
  }

  /** The share of letters of these scripts among the letters of a text; 1 if it has no letter. */
  double share(String text) {
    int letters = 0;
    int own = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        UnicodeScript script = c < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(c);
        if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
          letters++;
          own += scripts.contains(script) ? 1 : 0;
        }
      }
    }
    return letters == 0 ? 1 : (double) own / letters;
  }

  /** The names of the scripts, to print. */
  String names() {
    return scripts.stream()
        .map(script -> script.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }
}
