package dev.gauntlet.leaderboard.page;

import java.util.ArrayList;
import java.util.List;

/**
 * What a training cost; texts are empty where its provenance does not tell.
 *
 * @param time on the machine it ran on
 * @param epochs how many there were
 * @param kept the number of the one whose weights were kept
 * @param perEpoch passes of an image in one epoch: {@code 8 forward, 8 backward}
 * @param total passes of an image over all epochs, forward and backward
 * @param order the total, for sorting
 */
public record TrainingCost(
    String time, String epochs, String kept, String perEpoch, String total, String order) {

  static TrainingCost of(TrainingNotes notes) {
    List<String> perEpoch = new ArrayList<>();
    notes.forward().ifPresent(passes -> perEpoch.add(Numbers.decimal(passes) + " forward"));
    notes.backward().ifPresent(passes -> perEpoch.add(Numbers.decimal(passes) + " backward"));
    boolean countable = perEpoch.size() == 2 && notes.epochs() > 0;
    double total =
        countable
            ? notes.epochs() * (notes.forward().getAsDouble() + notes.backward().getAsDouble())
            : 0;
    return new TrainingCost(
        notes.seconds().isPresent() ? Numbers.duration(notes.seconds().getAsDouble()) : "",
        notes.epochs() > 0 ? Numbers.count(notes.epochs()) : "",
        notes.kept() > 0 ? Numbers.count(notes.kept()) : "",
        String.join(", ", perEpoch),
        countable ? Numbers.decimal(total) : "",
        countable ? Double.toString(total) : "");
  }
}
