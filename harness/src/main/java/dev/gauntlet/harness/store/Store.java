package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finished work on disk: {@code <home>/store/<kind>/<2 hex>/<key>/}. Entries appear by a rename and
 * never change, so any number of processes can use one store, and one that dies at any moment
 * leaves nothing half-written behind a key.
 */
public final class Store {
  static final String TASK = "task.json";

  /** The files of an entry that are the store's own. */
  public static final Set<String> BOOKKEEPING = Set.of(TASK, Manifest.FILE);

  private static final String SECRET = "secret";
  private static final int SECRET_BYTES = 32;

  /** Room that a worker's failure is not put down to: more than most batches take. */
  private static final long LITTLE_ROOM = 16 << 20;

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
    return find(kind, key, entry -> entry);
  }

  /**
   * Looks an entry up, checks its files, and reads it. One that cannot be read, as of another
   * version, is damaged like one with a wrong hash.
   *
   * @param reader throws a {@link StoreException} where the entry is not what it expects
   * @throws StoreException if it can be neither read nor removed
   */
  public <T> Optional<T> find(Kind kind, Key key, Function<Entry, T> reader) {
    Path directory = directory(kind, key);
    if (!exists(directory)) {
      return Optional.empty();
    }
    Optional<String> damage = damage(directory);
    if (damage.isEmpty()) {
      touch(directory.resolve(Manifest.FILE));
      try {
        return Optional.of(reader.apply(entry(kind, key, directory)));
      } catch (StoreException e) {
        damage = Optional.of(directory + " is of another version");
      }
    }
    if (exists(directory)) { // Otherwise another process has removed it while we looked.
      warnings.accept("store: " + damage.get() + "; the entry is removed and computed again");
      remove(directory);
    }
    return Optional.empty();
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
      if (exists(file) && !isSecret(file)) {
        warnings.accept("store: " + file + " is damaged; it and what depends on it is made again");
        remove(file);
      }
      if (!exists(file)) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        try (OwnedDirectory files = Temporary.in(temporary())) {
          Path made = files.directory().resolve(SECRET);
          Files.writeString(made, HexFormat.of().formatHex(bytes));
          Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }

  private static boolean isSecret(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
            .matches("[0-9a-f]{" + 2 * SECRET_BYTES + "}");
  }

  /**
   * Checks that there is room for a worker's output, so that a full disk is not taken for a fault
   * of the plugin that meets it first.
   *
   * @param failure of the worker, one line
   * @throws StoreException if there is not
   */
  public void requireRoom(String failure) {
    try (OwnedDirectory files = Temporary.in(temporary())) {
      // A quota shows only to who writes.
      Files.write(files.directory().resolve("probe"), new byte[1 << 16]);
      long room = Files.getFileStore(root).getUsableSpace();
      if (room < LITTLE_ROOM) {
        throw StoreException.littleRoom(root, room, failure);
      }
    } catch (IOException e) {
      throw StoreException.cannotWrite(root, e);
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
      removeAllButFiles(draft);
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

  /** Where everything is. */
  public Path root() {
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
      Manifest manifest = Manifest.read(directory);
      return manifest.difference(directory).or(() -> misplacement(manifest, directory));
    } catch (StoreException e) {
      Path file = directory.resolve(Manifest.FILE);
      return Optional.of(file + (exists(file) ? " is unreadable" : " is missing"));
    } catch (IOException | InvalidPathException e) {
      return Optional.of(directory + " is unreadable: " + e.getMessage());
    }
  }

  /** An entry's key is the hash of its task: one that was moved or renamed is another's. */
  private static Optional<String> misplacement(Manifest manifest, Path directory) {
    Optional<String> key = manifest.sha256(TASK);
    return key.equals(Optional.of(directory.getFileName().toString()))
        ? Optional.empty()
        : Optional.of(directory + " holds the result of another task");
  }

  static Entry entry(Kind kind, Key key, Path directory) {
    Path manifest = directory.resolve(Manifest.FILE);
    try {
      Instant used = Files.getLastModifiedTime(manifest).toInstant();
      return new Entry(kind, key, directory, Manifest.read(directory).size(), used);
    } catch (IOException e) {
      throw StoreException.cannotRead(manifest, e);
    }
  }

  /** Takes an entry out of sight at once, then deletes it. */
  void remove(Path directory) {
    Path aside = Temporary.aside(temporary());
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
    try {
      Temporary.sweep(temporary());
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary(), e);
    }
  }

  /** A worker can leave links and folders; an entry has none. */
  private static void removeAllButFiles(Path draft) throws IOException {
    try (Stream<Path> all = Files.list(draft)) {
      for (Path path : all.toList()) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          Trees.delete(path);
        }
      }
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private OwnedDirectory temporaryDirectory() {
    try {
      return Temporary.in(temporary());
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary(), e);
    }
  }
}
