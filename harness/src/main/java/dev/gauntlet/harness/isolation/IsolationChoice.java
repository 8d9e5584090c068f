package dev.gauntlet.harness.isolation;

import dev.gauntlet.api.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which isolations there are, and which of them work on this machine. */
public final class IsolationChoice {
  /** What {@code --isolation} accepts. */
  public static final List<String> WORDS = List.of("auto", "bwrap", "docker", "none");

  /** The variable that names Docker's image for workers. */
  public static final String IMAGE = "GAUNTLET_DOCKER_IMAGE";

  private static final String DEFAULT_IMAGE = "gauntlet";

  private final Map<String, String> environment;

  /** The choice where these variables are set. */
  public IsolationChoice(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Resolves a word of {@link #WORDS}: {@code auto} takes bubblewrap where it works, none
   * elsewhere.
   *
   * @throws IsolationException if there is no such isolation, or it does not work here
   */
  public Isolation of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "auto" -> bubblewrap().isolation().orElseGet(Unconfined::new);
      case "bwrap" -> bubblewrap().orThrow();
      case "docker" -> docker().orThrow();
      case "none" -> new Unconfined();
      default ->
          throw new IsolationException(
              "unknown isolation '%s'%s; known are %s"
                  .formatted(
                      word,
                      Suggestion.nearest(word, WORDS)
                          .map(nearest -> "; did you mean '" + nearest + "'?")
                          .orElse(""),
                      String.join(", ", WORDS)));
    };
  }

  /** Bubblewrap, or what stands in its way here. */
  public Candidate bubblewrap() {
    Optional<Path> program = Program.find("bwrap", environment);
    if (program.isEmpty()) {
      return Candidate.doesNotWork("bwrap", "not found; install the package bubblewrap");
    }
    Trial last = null;
    // Those before 0.8.0 cannot keep a process from making namespaces of its own.
    for (boolean nesting : new boolean[] {false, true}) {
      Bubblewrap isolation = new Bubblewrap(program.get(), nesting);
      last = Program.run(isolation.probe());
      if (last.succeeded()) {
        return Candidate.works(isolation, Program.version(program.get()));
      }
    }
    return Candidate.doesNotWork(
        "bwrap",
        "cannot make namespaces here (%s); allow unprivileged user namespaces, and in a container the mounting of /proc"
            .formatted(last.lastLine()));
  }

  /** Docker, or what stands in its way here. */
  public Candidate docker() {
    Optional<Path> program = Program.find("docker", environment);
    if (program.isEmpty()) {
      return Candidate.doesNotWork("docker", "not found; install Docker");
    }
    Docker isolation =
        new Docker(
            program.get(),
            environment.getOrDefault(IMAGE, DEFAULT_IMAGE),
            Program.run(List.of("id", "-u")).lastLine()
                + ":"
                + Program.run(List.of("id", "-g")).lastLine());
    Trial probe = Program.run(isolation.probe());
    if (probe.succeeded()) {
      return Candidate.works(isolation, Program.version(program.get()));
    }
    return Candidate.doesNotWork(
        "docker",
        "cannot start the image '%s' (%s); start Docker and build the image from docker/Dockerfile, or name another with Java in it in %s"
            .formatted(isolation.image(), probe.firstLine(), IMAGE));
  }
}
