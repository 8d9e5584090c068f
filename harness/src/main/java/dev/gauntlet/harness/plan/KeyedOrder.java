package dev.gauntlet.harness.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gauntlet.harness.store.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A shuffle that depends on what it is for and on the ids alone, not on where they stand. */
public final class KeyedOrder {
  private KeyedOrder() {}

  private record Place(int position, String rank) {}

  /** The positions of all ids in the order for a purpose. */
  public static int[] of(String purpose, List<String> ids) {
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new Place(i, Sha256.of((purpose + "\0" + ids.get(i)).getBytes(UTF_8))))
        .sorted(Comparator.comparing(Place::rank))
        .mapToInt(Place::position)
        .toArray();
  }
}
