package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.plan.Slice;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/** Loads the images that a suite or a command asks for. */
record SuiteImages(DatasetStore datasets) {
  /**
   * Loads.
   *
   * @param limit only so many, the first ones; empty takes all
   * @param tooMany makes what is thrown where there are fewer, of a clause whose subject is the
   *     limit
   * @throws dev.gauntlet.datasets.DatasetException if there is no such data set, or it is not here
   */
  Slice load(
      String name, Split split, OptionalInt limit, Function<String, GauntletException> tooMany) {
    Dataset dataset = datasets.registry().get(name);
    LabeledImages all = datasets.load(dataset.name(), split);
    int count = limit.orElse(all.count());
    if (count > all.count()) {
      throw tooMany.apply(
          String.format(
              Locale.ROOT,
              "must be at most %d, got %d: '%s' has no more %s images",
              all.count(),
              count,
              dataset.name(),
              split.name().toLowerCase(Locale.ROOT)));
    }
    return Slice.of(dataset, all.first(count));
  }
}
