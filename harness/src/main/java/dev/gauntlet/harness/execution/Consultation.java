package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.Classified;
import dev.gauntlet.harness.worker.message.Classify;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks a defense on behalf of an attack that may ask questions of it and do nothing else. The
 * defense runs in a process of its own: in the attack's, code that looks around would find all of
 * it.
 */
final class Consultation implements AutoCloseable {
  private static final String IMAGES = "images.npz";
  private static final String LOGITS = "logits.npz";

  /** A question may take as long as one about so many images: the attack's own time runs on. */
  private static final int ALLOWED_FOR = 100;

  private final AttackTask task;
  private final Path scratch;
  private final ModelFiles model;
  private final Shape imageShape;
  private final Questions questions;

  Consultation(AttackTask task, RunContext context) {
    Checkpoint source = task.sources().get(0);
    this.task = task;
    this.scratch = context.scratch();
    this.model = context.checkpoints().model(source, task.seed());
    this.imageShape = PerturbedImages.shape(task.images());
    this.questions =
        Questions.beside(
            context.workers(),
            WorkerKind.of(Role.CLASSIFY, List.of(source.jar()), context.installed(), task.key()),
            List.of(model));
  }

  /** Whether an attack's questions go this way: where its code is nobody's we know. */
  static boolean isNeeded(AttackTask task) {
    return task.entry().access() == Access.QUERY && !task.attack().jar().builtIn();
  }

  /** One batch's questions. */
  Batch batch(int images) {
    return new Batch(images);
  }

  @Override
  public void close() {
    questions.close();
  }

  /** The questions about one batch, which are counted here too. */
  final class Batch {
    private long left;

    private Batch(int images) {
      // Beside the questions that count: its predictions in place of labels, and its targets.
      this.left = images * (task.entry().queries().orElseThrow() + 2);
    }

    /**
     * Answers a question.
     *
     * @param desk of the attack's worker
     * @throws ConsultationException if the defense fails, or the question is none
     */
    Told answer(Asked asked, Desk desk) {
      NDArray images = images(desk);
      int count = Math.toIntExact(images.getShape().get(0));
      left -= count;
      if (left < 0) {
        throw refused("the attack asked more questions than it has");
      }
      if (asked.scores() && !mayKnowScores()) {
        throw refused("the attack asked for scores, but its descriptor needs decisions only");
      }
      return asked.scores() ? scored(images, count, desk) : told(ask(images, count));
    }

    private NDArray images(Desk desk) {
      Path file = file();
      desk.take(Asked.IMAGES, file);
      NDArray images = read(file, "images");
      Shape shape = images.getShape();
      if (shape.dimension() != 4
          || !shape.slice(1).equals(imageShape)
          || images.getDataType() != DataType.FLOAT32) {
        throw refused(
            "the attack asked about %s %s, expected (N,%s) float32"
                .formatted(
                    shape, images.getDataType(), imageShape.toString().replaceAll("[()]", "")));
      }
      return Npz.floats("images", images.toFloatArray(), shape);
    }

    private Told scored(NDArray images, int count, Desk desk) {
      Path file = file();
      Outcome outcome = ask(images, count, file);
      if (outcome instanceof Outcome.Inapplicable reason) {
        return new Told(List.of(), Optional.empty(), Optional.of(reason.reason()));
      }
      Told labels = told(outcome);
      NDArray logits = read(file, "logits");
      if (!logits.getShape().equals(new Shape(count, task.images().classes()))
          || logits.getDataType() != DataType.FLOAT32) {
        throw new ConsultationException(
            new Outcome.Failed("the defense's scores have the wrong shape", "", true));
      }
      return new Told(
          labels.labels(),
          Optional.of(
              desk.lay(LOGITS, Npz.floats("logits", logits.toFloatArray(), logits.getShape()))),
          Optional.empty());
    }
  }

  private boolean mayKnowScores() {
    return task.leastLikely()
        || task.attack().descriptor().needs().compareTo(Knowledge.DECISIONS) > 0;
  }

  private Outcome ask(NDArray images, int count) {
    return questions.ask(
        desk -> new Classify(desk.lay(model), desk.lay(IMAGES, images), Optional.empty()),
        Math.max(count, ALLOWED_FOR));
  }

  private Outcome ask(NDArray images, int count, Path logits) {
    return questions.ask(
        new Question() {
          @Override
          public Classify on(Desk desk) {
            return new Classify(
                desk.lay(model), desk.lay(IMAGES, images), Optional.of(desk.expect(LOGITS)));
          }

          @Override
          public void collect(Desk desk) {
            desk.take(LOGITS, logits);
          }
        },
        Math.max(count, ALLOWED_FOR));
  }

  private static Told told(Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered
        && answered.reply() instanceof Classified classified) {
      return new Told(classified.labels(), Optional.empty(), Optional.empty());
    }
    if (outcome instanceof Outcome.Failed failed) {
      throw new ConsultationException(new Outcome.Failed(failed.error(), failed.log(), true));
    }
    throw new ConsultationException(
        new Outcome.Failed("the worker answered another question", "", true));
  }

  private Path file() {
    return scratch.resolve("consultation-" + UUID.randomUUID() + ".npz");
  }

  private static NDArray read(Path file, String name) {
    try {
      NDList arrays = Npz.readUntrusted(file);
      Files.delete(file);
      return Optional.ofNullable(arrays.get(name))
          .orElseThrow(() -> refused("there is no array '" + name + "' where one is expected"));
    } catch (IOException e) {
      throw refused("a question or its answer cannot be read: " + e.getMessage());
    }
  }

  private static ConsultationException refused(String error) {
    return new ConsultationException(new Outcome.Failed(error, "", false));
  }
}
