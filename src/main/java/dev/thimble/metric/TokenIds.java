package dev.thimble.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the tokens of one hypothesis, so that n-grams are sequences of ints. */
final class TokenIds {
  /** The id of a token the hypothesis does not have. */
  private static final int UNSEEN = -1;

  private final Map<String, Integer> ids = new HashMap<>();

  /** The ids of the hypothesis, new ones where a token is new. */
  int[] learn(List<String> tokens) {
    int[] result = new int[tokens.size()];
    for (int i = 0; i < result.length; i++) {
      int next = ids.size();
      Integer known = ids.putIfAbsent(tokens.get(i), next);
      result[i] = known == null ? next : known;
    }
    return result;
  }

  /** How many ids there are, from 0 up. */
  int size() {
    return ids.size();
  }

  /** The ids of a reference, all unseen tokens alike. */
  int[] find(List<String> tokens) {
    int[] result = new int[tokens.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = ids.getOrDefault(tokens.get(i), UNSEEN);
    }
    return result;
  }
}
