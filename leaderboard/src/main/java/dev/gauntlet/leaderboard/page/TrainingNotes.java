package dev.gauntlet.leaderboard.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a checkpoint's provenance tells of its training. A plugin writes the notes as it likes: a
 * value of another type, or that cannot be, is as if it were not there.
 *
 * @param seconds it took
 * @param forward passes of a training image through the network in one epoch, as is {@code
 *     backward}
 * @param epochs how many; those of the curve where not told; 0 where there is none
 * @param kept the number of the epoch whose weights were kept; 0 where not told
 * @param watched what else was watched: the name of the first further {@code …Accuracy} of the
 *     curve's points; empty where there is none
 * @param curve the epochs, rising; each with at least one measure
 * @param understood the facts, as {@link Fact} names them, that are told here
 */
record TrainingNotes(
    OptionalDouble seconds,
    OptionalDouble forward,
    OptionalDouble backward,
    int epochs,
    int kept,
    String watched,
    List<Epoch> curve,
    Set<String> understood) {
  private static final String ACCURACY = "Accuracy";
  private static final String CLEAN = "cleanAccuracy";
  private static final String ROBUST = "robustAccuracy";
  // A line's name stands at its end and must fit there.
  private static final Pattern WATCHED = Pattern.compile("[A-Za-z0-9-]{1,16}" + ACCURACY);
  private static final double MOST = 1e12;
  private static final int MOST_EPOCHS = 1_000_000;

  /**
   * A point of the curve.
   *
   * @param number from 1
   * @param loss mean over the epoch
   * @param clean share of held-out images classified correctly
   * @param robust the same, under the training's own attack
   * @param watched the same, under what else was watched
   */
  record Epoch(
      int number,
      OptionalDouble loss,
      OptionalDouble clean,
      OptionalDouble robust,
      OptionalDouble watched) {}

  static TrainingNotes of(Map<String, Object> provenance) {
    Map<?, ?> notes = provenance.get("notes") instanceof Map<?, ?> map ? map : Map.of();
    OptionalDouble seconds = number(provenance.get("seconds"), 0, MOST);
    OptionalDouble forward = number(notes.get("forwardPassesPerImage"), 0, MOST);
    OptionalDouble backward = number(notes.get("backwardPassesPerImage"), 0, MOST);
    String watched = watched(notes.get("curve"));
    List<Epoch> curve = curve(notes.get("curve"), watched + ACCURACY);
    int told = epoch(notes.get("epochs"), MOST_EPOCHS);
    int epochs = told > 0 || curve.isEmpty() ? told : curve.get(curve.size() - 1).number();
    int kept = epoch(notes.get("epochKept"), epochs);
    Set<String> understood = new HashSet<>();
    addIf(seconds.isPresent(), "seconds", understood);
    addIf(forward.isPresent(), "notes.forwardPassesPerImage", understood);
    addIf(backward.isPresent(), "notes.backwardPassesPerImage", understood);
    addIf(told > 0, "notes.epochs", understood);
    addIf(kept > 0, "notes.epochKept", understood);
    addIf(!curve.isEmpty(), "notes.curve", understood);
    return new TrainingNotes(seconds, forward, backward, epochs, kept, watched, curve, understood);
  }

  private static void addIf(boolean present, String fact, Set<String> understood) {
    if (present) {
      understood.add(fact);
    }
  }

  private static String watched(Object value) {
    return (value instanceof List<?> list ? list : List.of())
        .stream()
            .flatMap(point -> point instanceof Map<?, ?> map ? map.keySet().stream() : Stream.of())
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(WATCHED.asMatchPredicate())
            .filter(name -> !name.equals(CLEAN) && !name.equals(ROBUST))
            .map(name -> name.substring(0, name.length() - ACCURACY.length()))
            .findFirst()
            .orElse("");
  }

  private static List<Epoch> curve(Object value, String watched) {
    TreeMap<Integer, Epoch> epochs = new TreeMap<>();
    for (Object point : value instanceof List<?> list ? list : List.of()) {
      if (point instanceof Map<?, ?> map) {
        int number = epoch(map.get("epoch"), MOST_EPOCHS);
        // No engine computes a loss beyond a 32-bit float.
        OptionalDouble loss = number(map.get("loss"), -Float.MAX_VALUE, Float.MAX_VALUE);
        OptionalDouble clean = number(map.get(CLEAN), 0, 1);
        OptionalDouble robust = number(map.get(ROBUST), 0, 1);
        if (number > 0 && (loss.isPresent() || clean.isPresent() || robust.isPresent())) {
          OptionalDouble other = number(map.get(watched), 0, 1);
          epochs.put(number, new Epoch(number, loss, clean, robust, other));
        }
      }
    }
    return new ArrayList<>(epochs.values());
  }

  private static int epoch(Object value, int last) {
    OptionalDouble number = number(value, 1, last);
    return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble())
        ? (int) number.getAsDouble()
        : 0;
  }

  /** Refuses NaN, too. */
  private static OptionalDouble number(Object value, double low, double high) {
    return value instanceof Number number
            && number.doubleValue() >= low
            && number.doubleValue() <= high
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
