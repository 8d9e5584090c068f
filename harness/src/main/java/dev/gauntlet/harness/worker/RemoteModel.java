package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;

/** A model in another process, which the harness asks: nothing of it is here to be looked at. */
final class RemoteModel implements Answerer {
  private final Function<Asked, Told> harness;

  RemoteModel(Function<Asked, Told> harness) {
    this.harness = harness;
  }

  @Override
  public NDArray scores(NDArray images) {
    Path scores = Path.of(ask(images, true).scores().orElseThrow());
    try {
      return Npz.read(images.getManager(), scores).get("logits");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NDArray decisions(NDArray images) {
    long[] labels = ask(images, false).labels().stream().mapToLong(Integer::longValue).toArray();
    return images.getManager().create(labels);
  }

  private Told ask(NDArray images, boolean scores) {
    try {
      Npz.write(Path.of(Desk.OUT, Asked.IMAGES), Npz.copy("images", images));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Told told = harness.apply(new Asked(scores));
    told.inapplicable()
        .ifPresent(
            reason -> {
              throw new InapplicableException(reason);
            });
    return told;
  }
}
