package dev.thimble.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.Batcher;
import dev.thimble.model.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All settings that change the result of a run: model configuration, vocabularies, data, filter and
 * training configuration. A checkpoint holds them as a JSON object of strings, and a run resumes
 * only with the same ones. Not included are settings that change only the length of a run and the
 * times of its saves, names of files, and the number of threads, which changes only the last bits
 * of sums.
 *
 * <p>A field that a checkpoint lacks, because an earlier version of Thimble wrote it, is not
 * compared. If a new field's default differs from what earlier versions did, {@link #saved} must
 * add the earlier value.
 *
 * @param fields values by name, see {@link RunDifference}
 */
record RunIdentity(Map<String, String> fields) {
  private static final String IDENTITY = "identity";
  private static final String SETTINGS = "settings"; // written by versions before 0.1.0
  private static final String UNKNOWN = "not known to this version of Thimble";
  private static final String ANY = "any";
  private static final String NONE = "none";
  private static final String BLOCK = "batchBlock";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};
  private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,3}+(?:\\.[0-9]++)?+");
  private static final Pattern COMPONENT =
      Pattern.compile("\\b(\\w++)=(?:\\w++\\[([^\\[\\]]*+)\\]|([^,\\[\\]]++))");

  /** A field that was a boolean in earlier checkpoints and is an enum now. */
  private record FormerBoolean(String name, String newName, String ifFalse, String ifTrue) {
    void convert(Map<String, String> fields) {
      String value = fields.remove(name);
      if (value != null) {
        boolean known = value.equals("false") || value.equals("true");
        fields.put(newName, known ? (value.equals("true") ? ifTrue : ifFalse) : value);
      }
    }
  }

  private static final List<FormerBoolean> FORMER_BOOLEANS =
      List.of(
          new FormerBoolean("optimizer.decoupledDecay", "optimizer.algorithm", "ADAM", "ADAMW"),
          new FormerBoolean("selectByBleu", "selection", "PERPLEXITY", "BLEU"),
          new FormerBoolean("bfloat16", "computeType", "FLOAT32", "BFLOAT16"));

  private static final List<String> LATER_REGULARIZATION =
      List.of("wordDropout", "recurrentDropout", "rDrop", "bagOfWords");

  /** The identity of a run. */
  static RunIdentity of(TrainingRun run, TrainingConfig config) {
    Map<String, String> fields = ofModel(run.model());
    put(fields, "filter", JSON.valueToTree(run.filter()));
    fields.putAll(Augmentation.none().settings());
    fields.putAll(run.train().settings());
    boolean hasEnd = config.schedule().kind() == LearningRateSchedule.Kind.COSINE;
    ObjectNode training = JSON.valueToTree(config);
    training.put("maxUpdates", hasEnd ? String.valueOf(config.maxUpdates()) : ANY);
    putTraining(fields, training);
    fields.put(BLOCK, String.valueOf(Batcher.BLOCK));
    return new RunIdentity(fields);
  }

  /** The differences between the shapes of two models, apart from their vocabularies. */
  static List<RunDifference> ofShapes(ModelConfig was, ModelConfig is) {
    return new RunIdentity(ofShape(is)).since(new RunIdentity(ofShape(was)));
  }

  private static Map<String, String> ofShape(ModelConfig config) {
    Map<String, String> fields = new LinkedHashMap<>();
    ObjectNode shape = JSON.valueToTree(config);
    // these follow from the vocabularies
    shape.remove(List.of("sourceVocabularySize", "targetVocabularySize", "specialTokens"));
    put(fields, "model", shape);
    return fields;
  }

  /* The fields that follow from a model folder alone. */
  private static Map<String, String> ofModel(ModelContents model) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sourceVocabulary", model.sourceSha256());
    fields.put("targetVocabulary", model.targetSha256());
    fields.putAll(ofShape(model.config()));
    for (Provenance.DataFile file : model.provenance().data()) {
      fields.merge("data." + file.role(), file.sha256(), (first, next) -> first + " " + next);
    }
    return fields;
  }

  private static void putTraining(Map<String, String> fields, ObjectNode training) {
    training.remove(List.of("maxEpochs", "saveEvery", "saveEveryMinutes", "keep", "patience"));
    put(fields, "", training);
  }

  private static void put(Map<String, String> fields, String name, JsonNode node) {
    if (node.isArray()) {
      String all =
          StreamSupport.stream(node.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(","));
      fields.put(name, all.isEmpty() ? NONE : all);
      return;
    }
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
   * @param file the training state's file, for error messages
   * @param metadata of that file
   * @param model the checkpoint's model
   */
  static RunIdentity saved(Path file, Map<String, String> metadata, ModelContents model) {
    Map<String, String> fields = ofModel(model);
    Map<String, String> options =
        model.provenance().options(); // set if the command line trained it
    fields.computeIfAbsent("filter.maxLength", name -> options.get("max-length"));
    fields.computeIfAbsent("filter.maxRatio", name -> options.get("max-ratio"));
    String identity = metadata.get(IDENTITY);
    String settings = metadata.get(SETTINGS);
    if (identity == null && settings == null) {
      throw new CheckpointException(file + " lacks the settings of its run");
    }
    fields.putAll(identity == null ? ofSettings(settings) : parse(file, identity));
    FORMER_BOOLEANS.forEach(field -> field.convert(fields));
    Augmentation.none().settings().forEach(fields::putIfAbsent); // earlier versions had none
    fields.putIfAbsent("accumulate", "1");
    LATER_REGULARIZATION.forEach(name -> fields.putIfAbsent("regularization." + name, "0.0"));
    fields.putIfAbsent("frozen", NONE);
    fields.putIfAbsent(BLOCK, earlierBlock(model, fields.getOrDefault("trainWeight", "1")));
    return new RunIdentity(fields);
  }

  /* Earlier versions sorted a corpus of any size together: the same, if it has no more pairs than a
   * block. Each pair has one or two lines. */
  private static String earlierBlock(ModelContents model, String weights) {
    double copies = 1;
    for (String weight : weights.split(" ", -1)) {
      copies = Math.max(copies, WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : 1);
    }
    long lines =
        model.provenance().data().stream()
            .filter(file -> file.role().equals("train"))
            .mapToLong(Provenance.DataFile::lines)
            .sum();
    return lines * Math.ceil(copies) <= Batcher.BLOCK ? String.valueOf(Batcher.BLOCK) : "unlimited";
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
        file + " is damaged: its '" + IDENTITY + "' is not a JSON object of strings", cause);
  }

  /* The text is that version's TrainingConfig.toString(): components, some with their own in brackets. */
  private static Map<String, String> ofSettings(String settings) {
    ObjectNode training = JSON.createObjectNode();
    Matcher component = COMPONENT.matcher(settings.substring(settings.indexOf('[') + 1));
    while (component.find()) {
      if (component.group(2) == null) {
        training.put(component.group(1), component.group(3));
      } else {
        ObjectNode part = training.putObject(component.group(1));
        for (String pair : component.group(2).split(", ", -1)) {
          part.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*=", ""));
        }
      }
    }
    if (training.path("maxUpdates").asText().equals("0")) {
      training.put("maxUpdates", ANY);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    putTraining(fields, training);
    return fields;
  }

  /** Puts the identity into a state's metadata. */
  void putInto(Map<String, String> metadata) {
    try {
      metadata.put(IDENTITY, JSON.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings has a JSON form", e);
    }
  }

  /** The differences from a saved run. */
  List<RunDifference> since(RunIdentity saved) {
    List<RunDifference> differences = new ArrayList<>();
    fields.forEach(
        (field, is) -> {
          String was = saved.fields.get(field);
          was = was == null && field.startsWith("data.") ? NONE : was;
          if (was != null && !was.equals(is)) {
            differences.add(new RunDifference(field, was, is));
          }
        });
    saved.fields.forEach(
        (field, was) -> {
          if (!fields.containsKey(field)) {
            String is = field.startsWith("data.") ? NONE : UNKNOWN;
            differences.add(new RunDifference(field, was, is));
          }
        });
    return differences;
  }
}
