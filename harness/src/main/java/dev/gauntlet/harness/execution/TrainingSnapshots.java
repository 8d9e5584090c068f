package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.store.Draft;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The states of one training in the store. There are two places, used in turn, so that one whole
 * state is there at any moment; both are given up when the training is finished.
 */
final class TrainingSnapshots {
  private static final int PLACES = 2;
  private static final String FACTS = "snapshot.json";

  private final Store store;
  private final Key training;

  TrainingSnapshots(Store store, Key training) {
    this.store = store;
    this.training = training;
  }

  /**
   * A state.
   *
   * @param number counts the states of the training, over all interruptions
   * @param seconds that the training had taken by then
   */
  record Facts(int number, double seconds) {}

  /** A state with its files. */
  record Snapshot(Entry entry, Facts facts) {
    /** Copies the plugin's own files. */
    void copyTo(Path directory) {
      try (Stream<Path> files = Files.list(entry.directory())) {
        for (Path file : files.toList()) {
          Files.copy(file, directory.resolve(file.getFileName()));
        }
      } catch (IOException e) {
        throw StoreException.cannotWrite(directory, e);
      }
    }
  }

  /** The newest state, if the training was interrupted. */
  Optional<Snapshot> newest() {
    return snapshots().stream().max(Comparator.comparing(snapshot -> snapshot.facts().number()));
  }

  /** Takes over a state's files, in place of the state before the last. */
  void keep(Path files, double seconds) {
    int number = newest().map(snapshot -> snapshot.facts().number() + 1).orElse(1);
    Spec place = place(number % PLACES);
    store.find(Kind.SNAPSHOT, place.key()).ifPresent(store::remove);
    try (Draft draft = store.draft(place);
        Stream<Path> list = Files.list(files)) {
      for (Path file : list.toList()) {
        Files.move(file, draft.directory().resolve(file.getFileName()));
      }
      Json.write(draft.directory().resolve(FACTS), new Facts(number, seconds));
      draft.commit();
    } catch (IOException e) {
      throw StoreException.cannotRead(files, e);
    }
  }

  /** The training is finished. */
  void forget() {
    snapshots().forEach(snapshot -> store.remove(snapshot.entry()));
  }

  private List<Snapshot> snapshots() {
    return IntStream.range(0, PLACES)
        .mapToObj(
            number -> store.find(Kind.SNAPSHOT, place(number).key(), TrainingSnapshots::snapshot))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Snapshot snapshot(Entry entry) {
    return new Snapshot(entry, Json.read(entry.file(FACTS), Facts.class));
  }

  private Spec place(int number) {
    return Spec.of(Kind.SNAPSHOT, Map.of("training", training.hex(), "place", number));
  }
}
