package dev.thimble.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the numbers of a run: shape of the model, vocabularies, data, filter, and
 * course of training. A checkpoint holds it as a JSON object of texts, and a run resumes only under
 * the same one. What only decides how long a run goes on and how often it is saved is left out, and
 * so are names of files and the number of threads, which changes the last bits of sums alone.
 *
 * <p>A field that a checkpoint lacks, because its version of Thimble did not know it, is not
 * compared; a field that is added here and changes what earlier versions did needs its earlier
 * value in {@link #saved}.
 *
 * @param fields values by name, see {@link RunDifference}
 */
record RunIdentity(Map<String, String> fields) {
  private static final String IDENTITY = "identity";
  private static final String SETTINGS = "settings"; // what versions before 0.1.0 wrote
  private static final String UNKNOWN = "not known to this version of Thimble";
  private static final String ANY = "any";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};
  private static final Pattern COMPONENT =
      Pattern.compile("\\b(\\w++)=(?:\\w++\\[([^\\[\\]]*+)\\]|([^,\\[\\]]++))");

  /** The identity of a run. */
  static RunIdentity of(TrainingRun run, TrainingConfig config) {
    Map<String, String> fields = ofModel(run.model());
    put(fields, "filter", JSON.valueToTree(run.filter()));
    boolean hasEnd = config.schedule().kind() == LearningRateSchedule.Kind.COSINE;
    ObjectNode course = JSON.valueToTree(config);
    course.put("maxUpdates", hasEnd ? String.valueOf(config.maxUpdates()) : ANY);
    putCourse(fields, course);
    return new RunIdentity(fields);
  }

  /** What a model folder says of its run by itself. */
  private static Map<String, String> ofModel(ModelContents model) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sourceVocabulary", model.sourceSha256());
    fields.put("targetVocabulary", model.targetSha256());
    ObjectNode shape = JSON.valueToTree(model.config());
    // the vocabularies decide these
    shape.remove(List.of("sourceVocabularySize", "targetVocabularySize", "specialTokens"));
    put(fields, "model", shape);
    for (Provenance.DataFile file : model.provenance().data()) {
      fields.merge("data." + file.role(), file.sha256(), (first, next) -> first + " " + next);
    }
    return fields;
  }

  private static void putCourse(Map<String, String> fields, ObjectNode course) {
    course.remove(List.of("maxEpochs", "saveEvery", "saveEveryMinutes", "patience"));
    put(fields, "", course);
  }

  private static void put(Map<String, String> fields, String name, JsonNode node) {
    if (!node.isObject()) {
      fields.put(name, node.asText());
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      put(fields, name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue());
    }
  }

  /**
   * The identity of a saved run.
   *
   * @param file the state's file, for errors
   * @param metadata of that file
   * @param model what the checkpoint holds beside it
   */
  static RunIdentity saved(Path file, Map<String, String> metadata, ModelContents model) {
    Map<String, String> fields = ofModel(model);
    Map<String, String> options = model.provenance().options(); // if the command line trained it
    fields.computeIfAbsent("filter.maxLength", name -> options.get("max-length"));
    fields.computeIfAbsent("filter.maxRatio", name -> options.get("max-ratio"));
    String identity = metadata.get(IDENTITY);
    String settings = metadata.get(SETTINGS);
    if (identity == null && settings == null) {
      throw new CheckpointException(file + " does not say how its run was trained");
    }
    fields.putAll(identity == null ? ofSettings(settings) : parse(file, identity));
    return new RunIdentity(fields);
  }

  private static Map<String, String> parse(Path file, String identity) {
    @Nullable JsonProcessingException cause = null;
    try {
      Map<String, String> fields = JSON.readValue(identity, MAP);
      if (fields != null && !fields.containsValue(null)) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      cause = e;
    }
    throw new CheckpointException(
        file + " is damaged: its '" + IDENTITY + "' is no JSON object of texts", cause);
  }

  /* TrainingConfig.toString() at that time, of which one part may hold others in brackets. */
  private static Map<String, String> ofSettings(String settings) {
    ObjectNode course = JSON.createObjectNode();
    Matcher component = COMPONENT.matcher(settings.substring(settings.indexOf('[') + 1));
    while (component.find()) {
      if (component.group(2) == null) {
        course.put(component.group(1), component.group(3));
      } else {
        ObjectNode part = course.putObject(component.group(1));
        for (String pair : component.group(2).split(", ", -1)) {
          part.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*=", ""));
        }
      }
    }
    if (course.path("maxUpdates").asText().equals("0")) {
      course.put("maxUpdates", ANY);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    putCourse(fields, course);
    return fields;
  }

  /** Puts the identity into a state's metadata. */
  void putInto(Map<String, String> metadata) {
    try {
      metadata.put(IDENTITY, JSON.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts has a JSON form", e);
    }
  }

  /** What is not as it was in a saved run. */
  List<RunDifference> since(RunIdentity saved) {
    List<RunDifference> differences = new ArrayList<>();
    fields.forEach(
        (field, is) -> {
          String was = saved.fields.get(field);
          if (was != null && !was.equals(is)) {
            differences.add(new RunDifference(field, was, is));
          }
        });
    saved.fields.forEach(
        (field, was) -> {
          if (!fields.containsKey(field)) {
            String is = field.startsWith("data.") ? "none" : UNKNOWN;
            differences.add(new RunDifference(field, was, is));
          }
        });
    return differences;
  }
}
