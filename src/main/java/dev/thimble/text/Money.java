package dev.thimble.text;

import static dev.thimble.text.Characters.at;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts with the sign or the ISO 4217 code of a currency, before or after. Immutable. */
final class Money implements EntityDetector {
  private static final String SIGNS =
      "$ USD € EUR £ GBP ¥ JPY ₹ INR ₽ RUB ₩ KRW ₺ TRY ₴ UAH ₪ ILS ₫ VND ฿ THB"
          + " US$ USD $US USD CA$ CAD C$ CAD $CA CAD A$ AUD AU$ AUD $AU AUD NZ$ NZD HK$ HKD R$ BRL";

  /* Without codes that are also words, such as ALL, TOP or TRY. */
  private static final String CODES =
      "USD EUR GBP JPY CHF CAD AUD NZD CNY HKD SGD INR KRW SEK NOK DKK PLN CZK HUF RON BGN RUB UAH"
          + " ZAR BRL MXN ARS CLP COP ILS AED SAR THB IDR MYR VND EGP TWD MAD TND DZD XAF XOF BTC";

  private static final Map<String, String> CURRENCIES = currencies(); // as written → code

  private static final Map<String, String> IN_FRENCH =
      Map.of("US$", "$US", "CA$", "$CA", "C$", "$CA", "A$", "$AU", "AU$", "$AU");

  private static final Map<String, String> NOT_IN_FRENCH =
      Map.of("$US", "US$", "$CA", "CA$", "$AU", "A$");

  /* Words that multiply an amount: "$2.3 billion" is a number of billions. */
  private static final Set<String> SCALES =
      Set.of(
          "thousand",
          "million",
          "millions",
          "billion",
          "billions",
          "trillion",
          "trillions",
          "bn",
          "hundred",
          "k",
          "m",
          "mille",
          "milliard",
          "milliards",
          "mio",
          "mrd",
          "millionen",
          "milliarden",
          "tausend",
          "mil",
          "millón",
          "millones",
          "mila",
          "milione",
          "milioni",
          "miliardo",
          "miliardi",
          "milhão",
          "milhões",
          "bilhão",
          "bilhões",
          "miljoen",
          "miljard");

  private static final int LONGEST_CURRENCY = 3;

  private final LanguageRules rules;
  private final LanguageRules target;

  Money(LanguageRules rules, LanguageRules target) {
    this.rules = rules;
    this.target = target;
  }

  private static Map<String, String> currencies() {
    Map<String, String> currencies = new HashMap<>();
    String[] signs = SIGNS.split(" ", -1);
    for (int i = 0; i < signs.length; i += 2) {
      currencies.put(signs[i], signs[i + 1]);
    }
    for (String code : CODES.split(" ", -1)) {
      currencies.put(code, code);
    }
    return currencies;
  }

  /** Whether a text is the sign or the code of a currency. */
  static boolean isCurrency(String text) {
    return CURRENCIES.containsKey(text);
  }

  @Override
  public @Nullable Entity detect(String text, int start) {
    char c = text.charAt(start);
    if (Characters.isAsciiDigit(c)) {
      return currencyLast(text, start);
    }
    if ("-−+".indexOf(c) >= 0 && Characters.isFree(text, start)) {
      boolean digits = Characters.isAsciiDigit(at(text, start + 1));
      return digits ? currencyLast(text, start) : currencyFirst(text, start, start + 1);
    }
    return currencyFirst(text, start, start);
  }

  private @Nullable Entity currencyFirst(String text, int start, int currencyStart) {
    String currency = currencyAt(text, currencyStart);
    if (currency.isEmpty() || Characters.isDigit(at(text, start - 1))) {
      return null;
    }
    int numberStart = Characters.afterSpace(text, currencyStart + currency.length());
    if (!Characters.isAsciiDigit(at(text, numberStart))) {
      return null;
    }
    Numeral number = Numeral.read(text, numberStart, rules);
    if (number == null || Codes.goesOn(text, number.end()) || isScaled(text, number.end())) {
      return null;
    }
    return entity(number, currency, text.substring(start, currencyStart), start, number.end());
  }

  private @Nullable Entity currencyLast(String text, int start) {
    Numeral number = Numeral.read(text, start, rules);
    if (number == null) {
      return null;
    }
    int currencyStart = Characters.afterSpace(text, number.end());
    String currency = currencyAt(text, currencyStart);
    int end = currencyStart + currency.length();
    if (currency.isEmpty()) {
      return null;
    }
    if (isCents(text, number, currencyStart, end)) {
      Numeral amount =
          new Numeral(
              start, end + 2, number.sign(), number.integer(), text.substring(end, end + 2), false);
      return entity(amount, currency, number.sign(), start, end + 2);
    }
    // "5 $10 notes": the sign belongs to the number after it
    if (Characters.isAlphanumeric(at(text, end))) {
      return null;
    }
    return entity(number, currency, number.sign(), start, end);
  }

  /* "3€50" */
  private static boolean isCents(String text, Numeral number, int currencyStart, int end) {
    return currencyStart == number.end()
        && number.fraction().isEmpty()
        && !number.grouped()
        && Characters.digitsEnd(text, end) == end + 2
        && !Codes.goesOn(text, end + 2);
  }

  /** The longest name of a currency at an index; empty if there is none. */
  private static String currencyAt(String text, int start) {
    char first = at(text, start);
    char second = at(text, start + 1);
    boolean sign = first > ' ' && !Characters.isAlphanumeric(first);
    if (!sign && !(isCapital(first) && (second == '$' || isCapital(second)))) {
      return "";
    }
    for (int length = LONGEST_CURRENCY; length > 0; length--) {
      int end = start + length;
      if (end <= text.length() && CURRENCIES.containsKey(text.substring(start, end))) {
        return text.substring(start, end);
      }
    }
    return "";
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isScaled(String text, int numberEnd) {
    int start = Characters.afterSpace(text, numberEnd);
    int end = start;
    while (end < start + 12 && Character.isLetter(at(text, end))) {
      end++;
    }
    return SCALES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private Entity entity(Numeral number, String currency, String sign, int start, int end) {
    String written =
        (target.isFrench() ? IN_FRENCH : NOT_IN_FRENCH).getOrDefault(currency, currency);
    boolean attached = target.money().equals("¤n");
    boolean word = Character.isLetter(written.charAt(written.length() - 1));
    String pattern = attached && word ? "¤\u00A0n" : target.money();
    String translation = sign + pattern.replace("n", number.unsigned(target)).replace("¤", written);
    String canonicalSign = sign.equals("−") ? "-" : sign;
    String amount = number.sign().isEmpty() ? canonicalSign + number.key() : number.key();
    String key = CURRENCIES.getOrDefault(currency, currency) + " " + amount;
    return new Entity(start, end, EntityKind.MONEY, key, translation);
  }
}
