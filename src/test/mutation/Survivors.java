import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compares the mutants that survived the unit tests with those that are known. Each package has a
 * table {@code PACKAGE.tsv} of known survivors: {@code Class.method}, mutator, how many of them, and
 * why no test kills them. Prints the score of each package. Exit code 1: a score below 85%, or a survivor
 * that is missing from its table.
 *
 * <pre>java Survivors.java REPORTS TABLES</pre>
 */
class Survivors {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final double REQUIRED = 0.85;
  private final Path tables;
  private boolean complete = true;

  private Survivors(Path tables) {
    this.tables = tables;
  }

  public static void main(String[] arguments) throws Exception {
    Survivors survivors = new Survivors(Path.of(arguments[1]));
    List<Path> reports;
    try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
      reports = folders.filter(f -> Files.exists(f.resolve("mutations.xml"))).sorted().toList();
    }
    for (Path report : reports) {
      survivors.compare(report);
    }
    if (reports.isEmpty() || !survivors.complete) {
      OUT.println(reports.isEmpty() ? "no report in " + arguments[0] : "see src/test/mutation");
      System.exit(1);
    }
  }

  private void compare(Path report) throws Exception {
    NodeList mutations =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.resolve("mutations.xml").toFile())
            .getElementsByTagName("mutation");
    int killed = 0;
    Map<String, List<String>> survivors = new TreeMap<>();
    for (int i = 0; i < mutations.getLength(); i++) {
      Element mutation = (Element) mutations.item(i);
      if (mutation.getAttribute("detected").equals("true")) {
        killed++;
      } else {
        survivors.computeIfAbsent(key(mutation), key -> new ArrayList<>()).add(place(mutation));
      }
    }
    String name = report.getFileName().toString();
    OUT.printf(
        "%-12s %5d of %5d mutants killed, %.1f%%%n",
        name, killed, mutations.getLength(), 100.0 * killed / mutations.getLength());
    if (killed < REQUIRED * mutations.getLength()) {
      say("%s: fewer than %.0f%% killed".formatted(name, 100 * REQUIRED));
    }
    Map<String, Integer> known = known(name);
    survivors.forEach(
        (key, places) -> {
          int expected = known.getOrDefault(key, 0);
          if (places.size() > expected) {
            say("%s\t%d\t(%d known) %s".formatted(key, places.size(), expected, places));
          }
        });
    known.forEach(
        (key, count) -> {
          int actual = survivors.getOrDefault(key, List.of()).size();
          if (actual < count) { // no fault: a slow machine kills some by the time limit
            OUT.printf("%s\t%d\t(%d known): remove from the table%n", key, actual, count);
          }
        });
  }

  private void say(String difference) {
    complete = false;
    OUT.println(difference);
  }

  private Map<String, Integer> known(String name) throws IOException {
    Map<String, Integer> known = new HashMap<>();
    Path table = tables.resolve(name + ".tsv");
    if (Files.exists(table)) {
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.split("\t");
        if (columns.length != 4 || columns[3].isBlank()) {
          throw new IOException("%s: no four columns in: %s".formatted(table, line));
        }
        known.put(columns[0] + "\t" + columns[1], Integer.valueOf(columns[2]));
      }
    }
    return known;
  }

  private static String key(Element mutation) {
    String mutated = text(mutation, "mutatedClass");
    String mutator = text(mutation, "mutator");
    return "%s.%s\t%s"
        .formatted(
            mutated.substring(mutated.lastIndexOf('.') + 1),
            text(mutation, "mutatedMethod").replaceAll("lambda\\$(\\w+)\\$\\d+", "$1"),
            mutator.substring(mutator.lastIndexOf('.') + 1).replaceAll("Mutator.*", ""));
  }

  private static String place(Element mutation) {
    return "line %s: %s"
        .formatted(text(mutation, "lineNumber"), text(mutation, "description"));
  }

  private static String text(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }
}
