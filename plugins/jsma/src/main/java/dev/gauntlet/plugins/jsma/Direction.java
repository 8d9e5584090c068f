package dev.gauntlet.plugins.jsma;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which way pixels may change. */
enum Direction {
  INCREASE,
  DECREASE,
  BOTH;

  static List<String> words() {
    return Stream.of(values()).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  static Direction of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** 1 for brighter, −1 for darker. */
  int[] signs() {
    return switch (this) {
      case INCREASE -> new int[] {1};
      case DECREASE -> new int[] {-1};
      case BOTH -> new int[] {1, -1};
    };
  }
}
