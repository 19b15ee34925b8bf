package dev.thimble.metric;

/** Builds signatures in sacreBLEU's notation: references first, version last. */
final class Signature {
  /** The release of sacreBLEU whose numbers its metrics give here. */
  private static final String SACREBLEU = "2.6.0";

  private Signature() {}

  static String of(int references, String... fields) {
    return as(SACREBLEU, references, fields);
  }

  /** The same for another program than sacreBLEU, whose numbers the metric gives. */
  static String as(String version, int references, String... fields) {
    return unversioned(references, fields) + "|version:" + version;
  }

  /** For a metric that no other program defines. */
  static String unversioned(int references, String... fields) {
    if (references < 1 && references != CorpusMetric.VARIABLE_REFERENCES) {
      throw new IllegalArgumentException(
          "number of references is "
              + references
              + "; it must be at least 1 or VARIABLE_REFERENCES");
    }
    String count =
        references == CorpusMetric.VARIABLE_REFERENCES ? "var" : Integer.toString(references);
    return "nrefs:" + count + "|" + String.join("|", fields);
  }

  static String letterCase(boolean lowercase) {
    return "case:" + (lowercase ? "lc" : "mixed");
  }

  static String yesOrNo(String name, boolean value) {
    return name + ":" + (value ? "yes" : "no");
  }
}
