package dev.thimble.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run stands, beside weights and optimizer: all that an exact resume needs. Mutable, for
 * one thread.
 */
final class RunState {
  int epoch = 1;
  int batch; // batches of this epoch already done
  long update;
  double plateauFactor = 1;
  double bestScore = Double.NEGATIVE_INFINITY;
  double bestLoss = Double.POSITIVE_INFINITY; // dev cross-entropy a token
  int withoutBetterScore; // evaluations in a row
  int withoutBetterLoss; // since the last plateau decay
  double lossSum; // since the last evaluation
  long tokens;
  double seconds;

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("epoch", String.valueOf(epoch));
    map.put("batch", String.valueOf(batch));
    map.put("update", String.valueOf(update));
    map.put("plateauFactor", String.valueOf(plateauFactor));
    map.put("bestScore", String.valueOf(bestScore));
    map.put("bestLoss", String.valueOf(bestLoss));
    map.put("withoutBetterScore", String.valueOf(withoutBetterScore));
    map.put("withoutBetterLoss", String.valueOf(withoutBetterLoss));
    map.put("lossSum", String.valueOf(lossSum));
    map.put("tokens", String.valueOf(tokens));
    map.put("seconds", String.valueOf(seconds));
    return map;
  }

  static RunState of(Map<String, String> map) {
    RunState state = new RunState();
    state.epoch = Integer.parseInt(map.get("epoch"));
    state.batch = Integer.parseInt(map.get("batch"));
    state.update = Long.parseLong(map.get("update"));
    state.plateauFactor = Double.parseDouble(map.get("plateauFactor"));
    state.bestScore = Double.parseDouble(map.get("bestScore"));
    state.bestLoss = Double.parseDouble(map.get("bestLoss"));
    state.withoutBetterScore = Integer.parseInt(map.get("withoutBetterScore"));
    state.withoutBetterLoss = Integer.parseInt(map.get("withoutBetterLoss"));
    state.lossSum = Double.parseDouble(map.get("lossSum"));
    state.tokens = Long.parseLong(map.get("tokens"));
    state.seconds = Double.parseDouble(map.get("seconds"));
    return state;
  }
}
