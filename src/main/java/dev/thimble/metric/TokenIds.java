package dev.thimble.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the distinct tokens of a hypothesis from 0. Not thread-safe. */
final class TokenIds {
  /** The id of every token that the hypothesis does not have. */
  private static final int UNSEEN = -1;

  private final Map<String, Integer> ids = new HashMap<>();

  /** The ids of tokens of the hypothesis; a new token gets the next id. */
  int[] learn(List<String> tokens) {
    int[] result = new int[tokens.size()];
    for (int i = 0; i < result.length; i++) {
      int next = ids.size();
      Integer known = ids.putIfAbsent(tokens.get(i), next);
      result[i] = known == null ? next : known;
    }
    return result;
  }

  /** The number of ids. */
  int size() {
    return ids.size();
  }

  /** The ids of tokens of a reference; -1 for tokens that the hypothesis does not have. */
  int[] find(List<String> tokens) {
    int[] result = new int[tokens.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = ids.getOrDefault(tokens.get(i), UNSEEN);
    }
    return result;
  }
}
