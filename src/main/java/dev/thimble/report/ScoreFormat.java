package dev.thimble.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.metric.ConfidenceInterval;
import dev.thimble.metric.Score;
import dev.thimble.metric.SystemScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Output formats for scores. Thread-safe. */
public enum ScoreFormat {
  /** Text for people: lines as in sacreBLEU for one system, a table for several. */
  TABLE {
    @Override
    public String write(List<TestSetScores> sets) {
      StringBuilder text = new StringBuilder();
      for (TestSetScores set : sets) {
        if (sets.size() > 1 || set.systems().size() > 1) {
          text.append(text.isEmpty() ? "" : "\n");
          text.append(String.format(Locale.ROOT, "%s: %d lines%n", set.name(), set.lines()));
        }
        text.append(set.systems().size() == 1 ? lines(set) : ScoreTable.of(set));
      }
      return text.toString();
    }
  },

  /** A JSON array with an object for each test set. Numbers are not rounded. */
  JSON {
    @Override
    public String write(List<TestSetScores> sets) {
      try {
        return new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(sets.stream().map(ScoreFormat::object).toList())
            + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            "maps of strings and numbers can always be written as JSON", e);
      }
    }
  },

  /** A heading, then one line for each test set, system and metric. */
  TSV {
    @Override
    public String write(List<TestSetScores> sets) {
      StringBuilder text =
          new StringBuilder("testSet\tsystem\tmetric\tscore\tmean\tlow\thigh\tpValue\tsignature\n");
      for (TestSetScores set : sets) {
        for (int s = 0; s < set.systems().size(); s++) {
          for (MetricScores metric : set.metrics()) {
            text.append(row(set, s, metric)).append('\n');
          }
        }
      }
      return text.toString();
    }
  };

  /** The scores as text that ends with a line feed. */
  public abstract String write(List<TestSetScores> sets);

  private static String lines(TestSetScores set) {
    StringBuilder text = new StringBuilder();
    for (MetricScores metric : set.metrics()) {
      SystemScore system = metric.systems().get(0);
      text.append(system.score().line(metric.signature()));
      ConfidenceInterval interval = system.interval();
      if (interval != null) {
        text.append(" (μ = ").append(Score.rounded(interval.mean(), 2));
        text.append(" ± ").append(Score.rounded(interval.halfWidth(), 2)).append(')');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static Map<String, Object> object(TestSetScores set) {
    List<Object> systems = new ArrayList<>();
    for (int s = 0; s < set.systems().size(); s++) {
      List<Object> scores = new ArrayList<>();
      for (MetricScores metric : set.metrics()) {
        scores.add(object(metric, metric.systems().get(s)));
      }
      systems.add(ordered("name", set.systems().get(s), "scores", scores));
    }
    return ordered("testSet", set.name(), "lines", set.lines(), "systems", systems);
  }

  private static Map<String, Object> object(MetricScores metric, SystemScore system) {
    Map<String, Object> object =
        ordered(
            "metric", metric.metric(),
            "name", system.score().name(),
            "score", system.score().value(),
            "detail", system.score().detail(),
            "signature", metric.signature());
    ConfidenceInterval interval = system.interval();
    if (interval != null) {
      object.put(
          "interval",
          ordered("mean", interval.mean(), "low", interval.low(), "high", interval.high()));
    }
    if (system.pValue() != null) {
      object.put("pValue", system.pValue());
      object.put("significant", system.isSignificant());
    }
    return object;
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static String row(TestSetScores set, int s, MetricScores metric) {
    SystemScore system = metric.systems().get(s);
    ConfidenceInterval interval = system.interval();
    return String.join(
        "\t",
        cell(set.name()),
        cell(set.systems().get(s)),
        metric.metric(),
        number(system.score().value()),
        interval == null ? "" : number(interval.mean()),
        interval == null ? "" : number(interval.low()),
        interval == null ? "" : number(interval.high()),
        system.pValue() == null ? "" : number(system.pValue()),
        metric.signature());
  }

  private static String cell(String text) {
    return text.replaceAll("[\t\r\n]", " ");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
