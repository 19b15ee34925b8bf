package dev.thimble.metric;

import dev.thimble.text.PythonText;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tercom's tokenizer as sacreBLEU implements it: substitutions over the whole line, then a split at
 * white space. Immutable and thread-safe.
 */
final class TercomTokenizer implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Pattern PUNCTUATION = Pattern.compile("[{-~\\[-` -&(-+:-@/]");
  private static final Pattern POSSESSIVE = Pattern.compile("'s ");
  private static final Pattern STOP_AFTER_NON_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern STOP_BEFORE_NON_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])-");

  /** Ideographs, strokes, radicals, compatibility forms, enclosed letters. */
  private static final String ASIAN_LETTERS =
      "\\u4e00-\\u9fff\\u3200-\\u4dbf\\u31c0-\\u31ef\\u2e80-\\u2eff\\uf900-\\ufaff\\ufe30-\\ufe4f";

  private static final String ASIAN_PUNCTUATION =
      "\\u3001\\u3002\\u3008-\\u3011\\u3014-\\u301f\\uff61-\\uff65\\u30fb"
          + "\\uff0e\\uff0c\\uff1f\\uff1a\\uff1b\\uff01\\uff02\\uff08\\uff09";
  private static final Pattern SEPARATED_ASIAN =
      Pattern.compile("[" + ASIAN_LETTERS + ASIAN_PUNCTUATION + "]");
  private static final Pattern REMOVED = Pattern.compile("[.,?:;!\"()]");
  private static final Pattern REMOVED_ASIAN = Pattern.compile("[" + ASIAN_PUNCTUATION + "]");

  private final TerConfig config;

  TercomTokenizer(TerConfig config) {
    this.config = config;
  }

  List<String> tokens(String line) {
    String text = PythonText.stripTrailing(line);
    if (!config.caseSensitive()) {
      text = PythonText.lower(text);
    }
    if (config.normalized() && !text.isEmpty()) {
      text = normalize(text);
      if (config.asianSupport()) {
        text = SEPARATED_ASIAN.matcher(text).replaceAll(" $0 ");
      }
    }
    if (config.noPunctuation()) {
      text = REMOVED.matcher(text).replaceAll("");
      if (config.asianSupport()) {
        text = REMOVED_ASIAN.matcher(text).replaceAll("");
      }
    }
    return PythonText.split(text);
  }

  private static String normalize(String line) {
    String text = " " + unescape(line.replace("\n-", "").replace('\n', ' ')) + " ";
    text = PUNCTUATION.matcher(text).replaceAll(" $0 ");
    text = POSSESSIVE.matcher(text).replaceAll(" 's ");
    text = STOP_AFTER_NON_DIGIT.matcher(text).replaceAll("$1 $2 ");
    text = STOP_BEFORE_NON_DIGIT.matcher(text).replaceAll(" $1 $2");
    return DASH_AFTER_DIGIT.matcher(text).replaceAll("$1 - ");
  }

  // The order of sacreBLEU, by which "&amp;lt;" becomes "<".
  private static String unescape(String text) {
    return text.replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }
}
