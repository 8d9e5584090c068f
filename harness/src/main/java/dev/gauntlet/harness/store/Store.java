package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finished work on disk: {@code <home>/store/<kind>/<2 hex>/<key>/}. Entries appear by a rename and
 * never change, so any number of processes can use one store, and one that dies at any moment
 * leaves nothing half-written behind a key.
 */
public final class Store {
  static final String TASK = "task.json";

  private static final String SECRET = "secret";
  private static final int SECRET_BYTES = 32;

  /** Long enough that no process elsewhere, in a container say, is still at it. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private final Path root;
  private final Consumer<String> warnings;

  /**
   * Opens or makes a store.
   *
   * @param home the folder for everything Gauntlet keeps
   * @param warnings is told of damaged entries, one line each
   * @throws StoreException if the folder cannot be written
   */
  public Store(Path home, Consumer<String> warnings) {
    this.root = home.toAbsolutePath().normalize().resolve("store");
    this.warnings = warnings;
    try {
      Files.createDirectories(temporary());
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary(), e);
    }
    sweep();
  }

  /**
   * Looks an entry up and checks its files. A damaged one is reported, removed, and not found.
   *
   * @throws StoreException if it can be neither read nor removed
   */
  public Optional<Entry> find(Kind kind, Key key) {
    Path directory = directory(kind, key);
    if (!Files.isRegularFile(directory.resolve(Manifest.FILE))) {
      return Optional.empty();
    }
    Optional<String> damage = damage(directory);
    if (damage.isPresent() && !Files.exists(directory)) {
      return Optional.empty(); // Removed by another process while we looked.
    }
    if (damage.isPresent()) {
      warnings.accept("store: " + damage.get() + "; the entry is removed and computed again");
      remove(directory);
      return Optional.empty();
    }
    touch(directory.resolve(Manifest.FILE));
    return Optional.of(entry(kind, key, directory));
  }

  /**
   * Begins an entry.
   *
   * @throws StoreException if there is no room for it
   */
  public Draft draft(Spec spec) {
    return new Draft(this, spec, temporaryDirectory());
  }

  /**
   * Makes an empty directory for a process's own use, on the same file system as the entries.
   *
   * @throws StoreException if there is no room for it
   */
  public Scratch scratch() {
    return new Scratch(temporaryDirectory());
  }

  /**
   * A word that nobody knows who has only seen results; always the same in one store.
   *
   * @throws StoreException if it can be neither read nor made
   */
  public String secret() {
    Path file = root.resolve(SECRET);
    try {
      if (Files.notExists(file)) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        Path made = temporary().resolve(name());
        Files.writeString(made, HexFormat.of().formatHex(bytes));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }

  /**
   * Removes an entry.
   *
   * @throws StoreException if that fails
   */
  public void remove(Entry entry) {
    remove(entry.directory());
  }

  Entry publish(Spec spec, Path draft) {
    Path directory = directory(spec.kind(), spec.key());
    try {
      Files.writeString(draft.resolve(TASK), spec.json());
      Json.write(draft.resolve(Manifest.FILE), Manifest.of(draft));
      Files.createDirectories(directory.getParent());
      try {
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw e;
      } catch (IOException e) {
        // A directory that is there already cannot be replaced: someone else made the same entry.
        if (find(spec.kind(), spec.key()).isEmpty()) {
          remove(directory);
          Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory, e);
    }
    return entry(spec.kind(), spec.key(), directory);
  }

  Path root() {
    return root;
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path directory(Kind kind, Key key) {
    return root.resolve(kind.word()).resolve(key.hex().substring(0, 2)).resolve(key.hex());
  }

  /** What is wrong with an entry's files, if anything is. */
  static Optional<String> damage(Path directory) {
    try {
      Manifest manifest = Json.read(directory.resolve(Manifest.FILE), Manifest.class);
      return manifest.difference(directory);
    } catch (StoreException e) {
      return Optional.of(directory.resolve(Manifest.FILE) + " is unreadable");
    } catch (IOException e) {
      return Optional.of(directory + " is unreadable: " + e.getMessage());
    }
  }

  static Entry entry(Kind kind, Key key, Path directory) {
    Path manifest = directory.resolve(Manifest.FILE);
    try {
      Instant used = Files.getLastModifiedTime(manifest).toInstant();
      return new Entry(kind, key, directory, Json.read(manifest, Manifest.class).size(), used);
    } catch (IOException e) {
      throw StoreException.cannotRead(manifest, e);
    }
  }

  /** Takes an entry out of sight at once, then deletes it. */
  void remove(Path directory) {
    Path aside = temporary().resolve(name());
    try {
      Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
      Trees.delete(aside);
    } catch (NoSuchFileException e) {
      // Another process was faster.
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory, e);
    }
  }

  /** Notes that an entry was used; only what to remove first depends on it. */
  private static void touch(Path manifest) {
    try {
      Files.setLastModifiedTime(manifest, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Someone else's store, or a read-only one: then it is not ours to collect either.
    }
  }

  /** Removes what processes left behind that were killed. */
  void sweep() {
    Instant recent = Instant.now().minus(ABANDONED_AFTER);
    try (Stream<Path> left = Files.list(temporary())) {
      for (Path directory : left.toList()) {
        long pid = Long.parseLong(directory.getFileName().toString().replaceAll("-.*", ""));
        if (ProcessHandle.of(pid).isEmpty()
            && Files.getLastModifiedTime(directory).toInstant().isBefore(recent)) {
          Trees.delete(directory);
        }
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary(), e);
    }
  }

  private Path temporaryDirectory() {
    Path directory = temporary().resolve(name());
    try {
      return Files.createDirectory(directory);
    } catch (IOException e) {
      throw StoreException.cannotWrite(directory, e);
    }
  }

  private static String name() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }
}
