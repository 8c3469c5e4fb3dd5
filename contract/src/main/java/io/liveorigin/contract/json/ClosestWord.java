package io.liveorigin.contract.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was probably meant by a mistyped one. Pure functions. */
public final class ClosestWord {
  /** No key, option or command is longer. */
  private static final int LONGEST = 64;

  /** The largest number of wrong letters in a long word. In a short one, a third may be wrong. */
  private static final int MOST_WRONG = 3;

  private static final int SHORTEST_BEGINNING = 3;

  private ClosestWord() {}

  /** Returns the known word that is most like {@code given}; empty if none is like it. */
  public static Optional<String> of(String given, Collection<String> known) {
    String typed = letters(given);
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    int wrong = Math.min(MOST_WRONG, Math.max(1, typed.length() / 3));
    return known.stream()
        .filter(word -> distance(typed, letters(word)) <= wrong)
        .min(Comparator.comparingInt(word -> distance(typed, letters(word))))
        .or(() -> beginsWith(typed, known));
  }

  /**
   * Returns {@code "; did you mean WORD?"}, or an empty text if no known word is like {@code
   * given}.
   */
  public static String hint(String given, Collection<String> known) {
    return of(given, known).map(word -> "; did you mean " + word + "?").orElse("");
  }

  /** Finds a known word that was not typed to its end. */
  private static Optional<String> beginsWith(String typed, Collection<String> known) {
    return typed.length() < SHORTEST_BEGINNING
        ? Optional.empty()
        : known.stream()
            .filter(word -> letters(word).startsWith(typed))
            .min(Comparator.comparingInt(String::length));
  }

  /** {@code --time-shift} and {@code timeShift} are the same word. */
  private static String letters(String word) {
    return word.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns how many letters have to be added, left out, replaced or swapped with their neighbour
   * (optimal string alignment).
   */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
  }
}
