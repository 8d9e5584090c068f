package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.toolkit.models.Weights;
import java.util.List;

/**
 * Where a training is after an epoch.
 *
 * @param curve the epochs so far
 * @param best the learners' weights after the best of them, in the learners' order
 */
record Snapshot(Curve curve, List<Weights> best) {
  /** Before the first epoch. */
  static final Snapshot START = new Snapshot(Curve.EMPTY, List.of());

  Snapshot {
    best = List.copyOf(best);
  }

  /** One epoch later; the learners' weights as they are now become the best if it is the best. */
  Snapshot after(Epoch epoch, Cost cost, List<Learner> learners) {
    Curve longer = curve.with(epoch, cost);
    boolean better = longer.best().number() == epoch.number();
    return new Snapshot(
        longer,
        better ? learners.stream().map(learner -> Weights.of(learner.network())).toList() : best);
  }

  /** Saves this together with the learners as they are. */
  void write(CheckpointWriter files, List<Learner> learners) {
    curve.write(files);
    for (int i = 0; i < learners.size(); i++) {
      learners.get(i).write(files, best.get(i));
    }
  }

  /** Brings the learners to where they were. */
  static Snapshot read(CheckpointReader files, List<Learner> learners) {
    return new Snapshot(
        Curve.read(files), learners.stream().map(learner -> learner.read(files)).toList());
  }

  /** Brings the learners to where they were best. */
  void keepBest(List<Learner> learners) {
    for (int i = 0; i < learners.size(); i++) {
      best.get(i).copyTo(learners.get(i).network());
    }
  }
}
