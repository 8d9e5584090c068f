package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Perturb;
import dev.gauntlet.harness.worker.message.Told;
import dev.gauntlet.toolkit.gradient.Ensemble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The models that an attack takes its knowledge from, as far as its access goes. */
final class Source {
  private final Access access;
  private final List<Differentiable> views;
  private final Optional<Answerer> oracle;

  private Source(Access access, List<Differentiable> views, Optional<Answerer> oracle) {
    this.access = access;
    this.views = List.copyOf(views);
    this.oracle = oracle;
  }

  /**
   * The sources of a request.
   *
   * @param harness asks a source that is not here
   * @throws SourceException if one cannot be restored
   * @throws InapplicableException if one has no gradients where they are what the access means
   */
  static Source of(Perturb request, Models models, Function<Asked, Told> harness) {
    List<Differentiable> views = new ArrayList<>();
    Optional<Answerer> oracle =
        request.access() == Access.QUERY ? Optional.of(new RemoteModel(harness)) : Optional.empty();
    for (ModelFiles files : request.sources()) {
      try {
        DefendedModel model = models.get(files);
        if (request.access() == Access.QUERY) {
          oracle = Optional.of(Answerer.of(model));
        } else {
          views.add(
              new GuardedSource(
                  view(model, files, request.access()), Models.shape(files.imageShape())));
        }
      } catch (InapplicableException e) {
        throw e;
      } catch (RuntimeException | LinkageError e) {
        throw new SourceException(e);
      }
    }
    return new Source(request.access(), views, oracle);
  }

  /**
   * What an access shows of a model.
   *
   * @throws InapplicableException if it has no gradients
   */
  static Differentiable view(DefendedModel model, ModelFiles files, Access access) {
    Optional<Differentiable> behind =
        access == Access.OBLIVIOUS ? model.protectedModel() : Optional.empty();
    return behind
        .or(model::differentiable)
        .orElseThrow(
            () -> new InapplicableException("'" + files.method() + "' offers no gradients"));
  }

  /** Each source's gradients. */
  List<Differentiable> views() {
    if (views.isEmpty()) {
      throw new AccessException(
          "the attack asks for gradients, which access '" + access.word() + "' does not grant");
    }
    return views;
  }

  /** The gradients of the averaged logits. */
  Differentiable view() {
    return Ensemble.of(views());
  }

  /** Logits, (N,K). */
  NDArray scores(NDArray images) {
    if (oracle.isEmpty()) {
      return view().logits(images);
    }
    return guarded(() -> oracle.get().scores(images));
  }

  /** Labels, (N), int64. */
  NDArray decisions(NDArray images) {
    if (oracle.isEmpty()) {
      try (NDArray logits = view().logits(images)) {
        return logits.argMax(1);
      }
    }
    return guarded(() -> oracle.get().decisions(images));
  }

  private static NDArray guarded(Supplier<NDArray> answer) {
    try {
      return answer.get();
    } catch (InapplicableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new SourceException(e);
    }
  }
}
