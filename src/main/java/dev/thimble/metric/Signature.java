package dev.thimble.metric;

/** Builds signatures in sacreBLEU's notation: references first, version last. Stateless. */
final class Signature {
  /** The release of sacreBLEU that gives the same values. */
  private static final String SACREBLEU = "2.6.0";

  private Signature() {}

  /** For a metric of sacreBLEU. */
  static String of(int references, String... fields) {
    return as(SACREBLEU, references, fields);
  }

  /** For a metric of another program. */
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
