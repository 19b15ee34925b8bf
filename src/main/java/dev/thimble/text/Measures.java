package dev.thimble.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers with a percent sign or the symbol of a unit. Words such as "kilos" are no symbols.
 * Immutable.
 */
final class Measures implements EntityDetector {
  private static final String SYMBOLS =
      "% ‰ kg Kg KG g mg µg μg lb lbs oz km Km KM m cm mm µm nm ft yd km² m² cm² mm² m³ cm³ km2 m2 m3 ha"
          + " km/h kmh kph Km/h KM/H mph m/s km/s l L ml mL cl cL dl dL hl hL °C °F ° W kW MW GW Wh kWh MWh V kV mV"
          + " mA mAh Hz kHz MHz GHz kB KB MB GB TB Mbps Gbps Mbit/s kbit/s MB/s GB/s ms min h"
          + " Pa hPa kPa kcal cal kJ dB px dpi rpm";

  /* Symbols that are also words or letters: only directly after the number. */
  private static final Set<String> ATTACHED_ONLY = Set.of("°", "h", "lbs", "W", "V", "L");

  private static final Map<String, String> SYNONYMS =
      pairs(
          "kmh km/h kph km/h Km/h km/h KM/H km/h Km km KM km Kg kg KG kg lbs lb KB kB"
              + " km2 km² m2 m² m3 m³ μg µg");

  /* French counts octets. */
  private static final Map<String, String> OCTETS = pairs("ko kB Ko kB Mo MB Go GB To TB");

  private static final Map<String, String> IN_OCTETS =
      pairs("kB ko MB Mo GB Go TB To MB/s Mo/s GB/s Go/s");

  private final LanguageRules rules;
  private final LanguageRules target;
  private final Map<String, String> units = new HashMap<>(); // symbol → canonical symbol
  private final Map<Character, List<String>> symbols = new HashMap<>(); // by first, longest first

  Measures(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
    for (String symbol : SYMBOLS.split(" ", -1)) {
      units.put(symbol, SYNONYMS.getOrDefault(symbol, symbol));
    }
    if (rules.isFrench()) {
      units.putAll(OCTETS);
    }
    Comparator<String> longestFirst = Comparator.comparingInt(symbol -> -symbol.length());
    units.keySet().stream()
        .sorted(longestFirst)
        .forEach(s -> symbols.computeIfAbsent(s.charAt(0), c -> new ArrayList<>()).add(s));
  }

  /* A map of words that follow each other in a text. */
  private static Map<String, String> pairs(String words) {
    Map<String, String> map = new HashMap<>();
    String[] parts = words.split(" ", -1);
    for (int i = 0; i < parts.length; i += 2) {
      map.put(parts[i], parts[i + 1]);
    }
    return Map.copyOf(map);
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    Numeral number = Numeral.read(text, start, rules);
    if (number == null) {
      return null;
    }
    int unitStart = Characters.afterSpace(text, number.end());
    char first = Characters.at(text, unitStart);
    for (String symbol : symbols.getOrDefault(first, List.of())) {
      int end = unitStart + symbol.length();
      if (text.startsWith(symbol, unitStart) && isUnit(text, number.end(), end)) {
        String unit = units.getOrDefault(symbol, symbol);
        String key = number.key() + " " + unit;
        return new Entity(start, end, EntityKind.MEASURE, key, format(number, unit));
      }
    }
    return null;
  }

  private static boolean isUnit(String text, int number, int end) {
    char next = Characters.at(text, end);
    if (Characters.isAlphanumeric(next) || next == '²' || next == '³') {
      return false;
    }
    boolean spaced = Characters.isSpace(Characters.at(text, number));
    String symbol = text.substring(spaced ? number + 1 : number, end);
    if (spaced && ATTACHED_ONLY.contains(symbol)) {
      return false;
    }
    return !(next == '/' && Characters.isAlphanumeric(Characters.at(text, end + 1)))
        && !(spaced && symbol.length() == 1 && isContraction(next));
  }

  /* "5 m'appellent", "10 l'ont": a pronoun of French, not a unit. */
  private static boolean isContraction(char next) {
    return next == '\'' || next == '’';
  }

  private String format(Numeral number, String unit) {
    String digits = number.format(target);
    if (unit.equals("°")) {
      return digits + unit;
    }
    if (unit.equals("%") || unit.equals("‰")) {
      return target.percent().replace("%", unit).replace("n", digits);
    }
    String written = target.isFrench() ? IN_OCTETS.getOrDefault(unit, unit) : unit;
    return target.unit().replace("n", digits).replace("u", written);
  }
}
