package dev.gauntlet.harness.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks after a store: what is in it, whether it is whole, and what may go. */
public final class Inventory {
  private final Store store;

  /** The inventory of a store. */
  public Inventory(Store store) {
    this.store = store;
  }

  /**
   * What a check found.
   *
   * @param directory of the damaged entry, which is removed
   * @param problem one line
   */
  public record Damage(Path directory, String problem) {}

  /** All entries, the most recently used first; damaged ones are left out. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Path directory : directories(kind)) {
        if (Files.isRegularFile(directory.resolve(Manifest.FILE))) {
          read(kind, directory).ifPresent(entries::add);
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::used).reversed());
    return entries;
  }

  /** Checks every file of every entry, and removes the entries that are damaged. */
  public List<Damage> verify() {
    List<Damage> damages = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Path directory : directories(kind)) {
        Store.damage(directory)
            // Another process may have removed it while we looked.
            .filter(problem -> Files.exists(directory, LinkOption.NOFOLLOW_LINKS))
            .ifPresent(
                problem -> {
                  damages.add(new Damage(directory, problem));
                  store.remove(directory);
                });
      }
    }
    return damages;
  }

  /**
   * Removes what was not used for long, and of the rest what was used longest ago until the store
   * is small enough.
   *
   * @param unusedFor how long an entry may lie unused
   * @param mostBytes how large the store may be
   * @return what was removed
   */
  public List<Entry> collect(Duration unusedFor, long mostBytes) {
    store.sweep();
    Instant oldest = Instant.now().minus(unusedFor);
    List<Entry> removed = new ArrayList<>();
    long bytes = 0;
    for (Entry entry : list()) {
      bytes += entry.size();
      if (entry.used().isBefore(oldest) || bytes > mostBytes) {
        store.remove(entry);
        removed.add(entry);
        bytes -= entry.size();
      }
    }
    return removed;
  }

  private static Optional<Entry> read(Kind kind, Path directory) {
    try {
      return Optional.of(Store.entry(kind, new Key(directory.getFileName().toString()), directory));
    } catch (StoreException e) {
      // Its manifest cannot be read: verify() reports it.
      return Optional.empty();
    }
  }

  private List<Path> directories(Kind kind) {
    Path root = store.root().resolve(kind.word());
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.find(root, 2, (path, attributes) -> isEntry(path))) {
      return found.sorted().toList();
    } catch (IOException e) {
      throw StoreException.cannotRead(root, e);
    } catch (UncheckedIOException e) {
      throw StoreException.cannotRead(root, e.getCause());
    }
  }

  private static boolean isEntry(Path path) {
    return path.getFileName().toString().matches("[0-9a-f]{64}");
  }
}
