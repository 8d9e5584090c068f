package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.CompareLayers;
import dev.gauntlet.harness.worker.message.Detect;
import dev.gauntlet.harness.worker.message.Detected;
import dev.gauntlet.harness.worker.message.LayersCompared;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Score;
import dev.gauntlet.harness.worker.message.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained defense that shows a worker's questioner more than its answers: logits, a detector's
 * scores, layers. Everything is asked batch by batch.
 */
public final class Examination {
  private static final String IMAGES = "images.npz";

  private final String title;
  private final RunContext context;
  private final ModelFiles model;
  private final Questions questions;

  /**
   * Examines a defense.
   *
   * @param checkpoint is shipped, or in the store
   * @param seed of a randomized defense's draws
   * @param batch images that it sees at once
   */
  public Examination(Workbench bench, Checkpoint checkpoint, long seed, int batch) {
    this.title = checkpoint.model().title();
    this.context = bench.context(event -> {}, batch, new Meter());
    this.model = context.checkpoints().model(checkpoint, seed);
    this.questions =
        new Questions(
            context.workers(),
            WorkerKind.of(
                Role.EXAMINE, List.of(checkpoint.jar()), context.installed(), checkpoint.key()),
            List.of(model));
  }

  /**
   * The logits of the whole defense, K for each image.
   *
   * @throws ExaminationException if it gives none, or fails
   */
  public List<List<Double>> logits(PerturbedImages images) {
    List<List<Double>> logits = new ArrayList<>();
    for (Range batch : batches(images)) {
      NDArray seen = part(images, batch).array();
      Scored scored =
          ask(desk -> new Score(desk.lay(model), desk.lay(IMAGES, seen)), batch, Scored.class);
      scored.logits().forEach(row -> finite("logits", row));
      logits.addAll(scored.logits());
    }
    return logits;
  }

  /**
   * What its detector and its classifier say.
   *
   * @throws ExaminationException if it has no detector, or fails
   */
  public Detections detections(PerturbedImages images) {
    List<Integer> labels = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    double threshold = 0;
    for (Range batch : batches(images)) {
      NDArray seen = part(images, batch).array();
      Detected detected =
          ask(desk -> new Detect(desk.lay(model), desk.lay(IMAGES, seen)), batch, Detected.class);
      finite("detector's scores", detected.scores());
      labels.addAll(detected.labels());
      scores.addAll(detected.scores());
      threshold = detected.threshold();
    }
    return new Detections(labels, scores, threshold);
  }

  /**
   * How far images move the layers of its classifier from where clean ones put them without a
   * preprocessor.
   *
   * @param throughDefense whether the images pass the preprocessor
   * @throws ExaminationException if it does not show its layers, or fails
   */
  public LayerDistances layers(
      PerturbedImages clean, PerturbedImages images, boolean throughDefense) {
    List<String> names = List.of();
    List<List<Double>> norms = new ArrayList<>();
    List<List<Double>> distances = new ArrayList<>();
    for (Range batch : batches(images)) {
      NDArray before = part(clean, batch).array("clean");
      NDArray after = part(images, batch).array();
      LayersCompared compared =
          ask(
              desk ->
                  new CompareLayers(
                      desk.lay(model), throughDefense, desk.lay(IMAGES, before, after)),
              batch,
              LayersCompared.class);
      names = compared.names();
      append(compared.norms(), norms);
      append(compared.distances(), distances);
    }
    return new LayerDistances(names, norms, distances);
  }

  private void append(List<List<Double>> batch, List<List<Double>> all) {
    for (int layer = 0; layer < batch.size(); layer++) {
      finite("layers", batch.get(layer));
      if (layer == all.size()) {
        all.add(new ArrayList<>());
      }
      all.get(layer).addAll(batch.get(layer));
    }
  }

  private List<Range> batches(PerturbedImages images) {
    int size = context.batch();
    return IntStream.range(0, (images.count() + size - 1) / size)
        .mapToObj(n -> Range.batch(n, size, images.count()))
        .toList();
  }

  private static PerturbedImages part(PerturbedImages images, Range batch) {
    return images.select(IntStream.range(batch.from(), batch.to()).toArray());
  }

  private <R extends Reply> R ask(Question question, Range batch, Class<R> expected) {
    Outcome outcome = questions.ask(question, batch.count());
    if (outcome instanceof Outcome.Answered answered && expected.isInstance(answered.reply())) {
      return expected.cast(answered.reply());
    }
    if (outcome instanceof Outcome.Inapplicable inapplicable) {
      throw new ExaminationException(inapplicable.reason());
    }
    throw new ExaminationException(
        title
            + ": "
            + (outcome instanceof Outcome.Failed failed
                ? failed.error()
                : "the worker answered another question"));
  }

  private void finite(String what, List<Double> values) {
    if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new ExaminationException(title + ": its " + what + " are not all finite numbers");
    }
  }
}
