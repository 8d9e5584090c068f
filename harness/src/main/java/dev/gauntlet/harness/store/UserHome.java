package dev.gauntlet.harness.store;

import dev.gauntlet.api.GauntletException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The home folder of the user who runs this. */
public final class UserHome {
  private static final String STORE = "GAUNTLET_HOME";
  private static final List<String> ENGINE_CACHES = List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR");

  private final String property;
  private final Environment environment;

  /** Gives the value of a variable of the environment, or null. */
  @FunctionalInterface
  interface Environment {
    String get(String name);
  }

  UserHome(String property, Environment environment) {
    this.property = property;
    this.environment = environment;
  }

  /** As this process finds it. */
  public static UserHome here() {
    return new UserHome(System.getProperty("user.home"), System::getenv);
  }

  /**
   * Where everything computed is kept: {@code $GAUNTLET_HOME}, or {@code .cache/gauntlet} in the
   * home folder; empty where neither is known.
   */
  public Optional<Path> store() {
    return variable(STORE)
        .or(() -> folder().map(home -> home.resolve(".cache").resolve("gauntlet")));
  }

  /**
   * Where DJL keeps the engines' libraries: {@code $ENGINE_CACHE_DIR}, {@code $DJL_CACHE_DIR},
   * {@code .djl.ai} in the home folder, or, without one, {@code djl} in {@code $GAUNTLET_HOME}.
   *
   * @throws GauntletException where none of these is known
   */
  public Path engines() {
    return ENGINE_CACHES.stream()
        .flatMap(name -> variable(name).stream())
        .findFirst()
        .or(() -> folder().map(home -> home.resolve(".djl.ai")))
        .or(() -> variable(STORE).map(store -> store.resolve("djl")))
        .orElseThrow(this::unknown)
        .toAbsolutePath();
  }

  /**
   * Tells the libraries of this process, which know only Java's property: JNA would unpack itself
   * into a folder {@code ?} of the working directory.
   */
  public void adopt() {
    if (folder().isPresent()) {
      System.setProperty("user.home", folder().get().toString());
    } else {
      System.setProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"));
    }
  }

  /** What to say where there is none. */
  public GauntletException unknown() {
    return new GauntletException(
        "there is no home folder: Java's user.home is '%s' and HOME is %s; set GAUNTLET_HOME to a writable folder"
            .formatted(property, variable("HOME").map(home -> "'" + home + "'").orElse("not set")));
  }

  /**
   * Java's user.home, which is {@code ?} for a user without an entry in the system's list of users,
   * or else {@code $HOME}; a folder that exists wins over one that does not.
   */
  private Optional<Path> folder() {
    List<Path> known =
        Stream.of(property, environment.get("HOME"))
            .flatMap(text -> path(text).stream())
            .filter(Path::isAbsolute)
            .toList();
    return known.stream()
        .filter(Files::isDirectory)
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /** What was asked for is not passed over: a text that is no path ends the command. */
  private Optional<Path> variable(String name) {
    return given(environment.get(name)).map(Path::of);
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(path -> !path.isBlank());
  }

  private static Optional<Path> path(String text) {
    try {
      return given(text).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
