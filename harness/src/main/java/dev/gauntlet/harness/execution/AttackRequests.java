package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.Interim;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Perturb;
import dev.gauntlet.harness.worker.message.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** What a worker is told of an attack: no more than its access allows. */
final class AttackRequests {
  private static final String IMAGES = "images.npz";

  private final AttackTask task;
  private final Path scratch;
  private final List<ModelFiles> sources;
  private final Map<String, CheckpointFiles> checkpoints = new TreeMap<>();
  private final Optional<Consultation> consultation;

  /**
   * Requests of a task whose checkpoints are all in the store.
   *
   * @param consultation asks the source, where the attack's process is not to hold it
   */
  AttackRequests(AttackTask task, RunContext context, Optional<Consultation> consultation) {
    this.task = task;
    this.scratch = context.scratch();
    CheckpointStore store = context.checkpoints();
    this.consultation = consultation;
    this.sources =
        consultation.isPresent()
            ? List.of()
            : task.sources().stream().map(source -> store.model(source, task.seed())).toList();
    task.checkpoints().forEach((role, need) -> checkpoints.put(role, store.files(need)));
  }

  /** The models that a worker must restore. */
  List<ModelFiles> sources() {
    return sources;
  }

  /**
   * The question about a batch; the answer's file comes to {@link #output}.
   *
   * @param reports takes what the attack reports
   */
  Question batch(Range batch, ReportedImages reports) {
    Optional<Consultation.Batch> questions =
        consultation.map(source -> source.batch(batch.count()));
    // A name of its own: on a desk that served other batches, theirs must not be taken for it.
    String reported = "reported-" + UUID.randomUUID() + ".npz";
    return new Question() {
      @Override
      public Request on(Desk desk) {
        return request(batch, reported, desk);
      }

      @Override
      public Optional<Request> answer(Interim interim, Desk desk) {
        return interim instanceof Asked asked
            ? questions.map(source -> source.answer(asked, desk))
            : Optional.empty();
      }

      @Override
      public void collect(Desk desk) {
        desk.take(IMAGES, output(batch));
      }

      @Override
      public boolean salvage(Desk desk) {
        return reports.take(desk, reported, scratch.resolve(reported));
      }
    };
  }

  /** Where the harness keeps what the attack returned until it is checked. */
  Path output(Range batch) {
    return scratch.resolve(
        String.format(Locale.ROOT, "%s-%d-out.npz", task.key().brief(), batch.from()));
  }

  private Perturb request(Range batch, String reported, Desk desk) {
    LabeledImages images = task.images();
    Map<String, CheckpointFiles> laid = new TreeMap<>();
    checkpoints.forEach((role, files) -> laid.put(role, desk.lay(files)));
    return new Perturb(
        task.attack().descriptor().id(),
        task.parameters(),
        task.rules().budget(),
        task.entry().access(),
        sources.stream().map(desk::lay).toList(),
        task.entry().queries(),
        laid,
        task.seed(),
        images.ids().subList(batch.from(), batch.to()),
        images.classes(),
        task.leastLikely(),
        task.successIsFinal(),
        task.rules().pixels() == Pixels.UINT8,
        desk.lay(IMAGES, arrays(batch).toArray(NDArray[]::new)),
        desk.expect(IMAGES),
        desk.expect(reported));
  }

  private List<NDArray> arrays(Range batch) {
    LabeledImages images = task.images();
    List<NDArray> arrays = new ArrayList<>();
    arrays.add(
        PerturbedImages.of(
                images.unitPixels(batch.from(), batch.to()), PerturbedImages.shape(images))
            .array());
    if (task.entry().trueLabels()) {
      arrays.add(
          Npz.longs(
              "labels",
              IntStream.range(batch.from(), batch.to()).mapToLong(images::label).toArray()));
    }
    task.targets()
        .ifPresent(
            targets ->
                arrays.add(
                    Npz.longs(
                        "targets",
                        targets.subList(batch.from(), batch.to()).stream()
                            .mapToLong(Integer::longValue)
                            .toArray())));
    return arrays;
  }
}
