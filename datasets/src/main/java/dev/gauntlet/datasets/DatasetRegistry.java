package dev.gauntlet.datasets;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The data sets that are known, by name. */
public final class DatasetRegistry {
  /** The name of the data set that is used where none is asked for. */
  public static final String DEFAULT = MnistMini.DATASET.name();

  // A new data set: describe it in a file like FashionMnist, and list it here.
  private static final DatasetRegistry BUILT_IN =
      new DatasetRegistry(
          List.of(
              MnistMini.DATASET,
              Mnist.DATASET,
              FashionMnist.DATASET,
              Cifar10.DATASET,
              Cifar10Jpeg.DATASET));

  private final Map<String, Dataset> byName;

  /**
   * Makes a registry of these data sets, in this order.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public DatasetRegistry(List<Dataset> datasets) {
    Map<String, Dataset> map = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      if (map.put(dataset.name(), dataset) != null) {
        throw new IllegalArgumentException("Two data sets are named " + dataset.name());
      }
    }
    this.byName = Collections.unmodifiableMap(map);
  }

  /** The data sets that come with Gauntlet. */
  public static DatasetRegistry builtIn() {
    return BUILT_IN;
  }

  /** All data sets, in the order they are listed to people. */
  public List<Dataset> all() {
    return List.copyOf(byName.values());
  }

  /** The names of all data sets, in the same order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * The data set with this name.
   *
   * @throws UnknownDatasetException if there is none; the message suggests the nearest name
   */
  public Dataset get(String name) {
    Dataset dataset = byName.get(name);
    if (dataset == null) {
      throw new UnknownDatasetException(
          "Unknown data set \"%s\".%s Known data sets: %s."
              .formatted(name, suggestion(name), String.join(", ", names())));
    }
    return dataset;
  }

  private String suggestion(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return names().stream()
        .min(Comparator.comparing(known -> distance(wanted, known)))
        // Farther than half its length is another word, not a slip.
        .filter(nearest -> distance(wanted, nearest) <= nearest.length() / 2)
        .map(nearest -> " Did you mean \"%s\"?".formatted(nearest))
        .orElse("");
  }

  private static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(one, other);
  }
}
