package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.worker.WorkerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, fifty times in one run. */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SoakIT {
  private static final int KILLS = 50;

  /** Of them, those that wait for the run to be published. */
  private static final int LAST = 4;

  /** To repeat a failure's kills: {@code -Dgauntlet.soak.seed}. The moments differ all the same. */
  private static final long SEED =
      Long.getLong("gauntlet.soak.seed", new Random().nextInt(1_000_000));

  private static final Pattern TASK =
      Pattern.compile("[0-9:.]+ (begin|end|known|failure) +(.*?)(: .*)?");

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final Map<Long, ProcessHandle> workers = new HashMap<>();
  private final Map<String, Integer> struck = new TreeMap<>();
  private final List<String> said = new ArrayList<>();
  private PatientRun run;
  private Process harness;
  private int kills;

  /** Milliseconds: a short one, longer on a slow machine. */
  private long pause;

  @Test
  void fiftyKillsChangeNothingButTheTime() throws Exception {
    PatientRun undisturbed = PatientRun.undisturbed();
    run = undisturbed.again(folder.resolve("soak"));
    pause = Math.min(300, Math.max(120, undisturbed.milliseconds() / 30));

    boolean done = false;
    while (kills < KILLS) {
      start();
      while (kills < KILLS && harness.isAlive()) {
        if (kills >= KILLS - LAST) {
          strikeWhilePublishing();
        } else if (done) {
          strikeTheHarness(5 * pause);
        } else {
          strikeAtAnyMoment();
        }
      }
      finish();
      // Then there are no more workers to kill.
      done |= harness.exitValue() == 0;
    }
    start();
    String last = finish();

    assertThat(harness.exitValue()).as(last).isZero();
    assertThat(run.differences(undisturbed)).as(story()).isEmpty();
    assertNothingIsLeft();
  }

  private void start() throws IOException {
    Path output = folder.resolve("output-" + said.size() + ".txt");
    said.add(output.toString());
    harness =
        new ProcessBuilder(run.trial.process(run.arguments()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** Waits for its end, and checks what it said until then. */
  private String finish() throws Exception {
    harness.waitFor();
    String output = Files.readString(Path.of(said.get(said.size() - 1)));
    assertThat(output)
        .as(story())
        .doesNotContain("Exception", "\tat ", "internal error", "store: ");
    if (harness.exitValue() != 137) {
      // A worker lost twice fails its batch, and one that should describe a jar ends the command.
      assertThat(harness.exitValue() == 2 && !output.contains("exit code 137"))
          .as(story() + "\n" + output)
          .isFalse();
    }
    return story() + "\n" + output;
  }

  private void strikeAtAnyMoment() throws Exception {
    // In bursts: some lives are short, and others come far.
    long mean = random.nextInt(4) == 0 ? 5 * pause : pause;
    boolean harnessToo = random.nextInt(4) == 0;
    boolean harnessAlone = random.nextInt(5) < 2;
    int which = random.nextInt(100);
    await((long) (-mean * Math.log(1 - random.nextDouble())));
    if (!harnessAlone) {
      while (harness.isAlive() && workers().isEmpty()) {
        Thread.sleep(5);
      }
      await(random.nextInt((int) pause));
      List<ProcessHandle> alive = workers();
      if (!alive.isEmpty()) {
        kill("worker", alive.get(which % alive.size()));
      }
    }
    if ((harnessAlone || harnessToo) && harness.isAlive() && kills < KILLS) {
      workers();
      kill("harness", harness.toHandle());
    }
  }

  private void strikeWhilePublishing() throws Exception {
    while (harness.isAlive() && !phase().equals("publishing")) {
      Thread.sleep(5);
    }
    strikeTheHarness(pause);
  }

  private void strikeTheHarness(long within) throws Exception {
    await(random.nextInt((int) within));
    if (harness.isAlive()) {
      kill("harness", harness.toHandle());
    }
  }

  private void await(long milliseconds) throws InterruptedException {
    // Shorter if it ends before.
    harness.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  private void kill(String who, ProcessHandle process) throws Exception {
    String phase = phase();
    if (process.destroyForcibly()) {
      kills++;
      struck.merge(who + " while " + phase, 1, Integer::sum);
    }
    if (who.equals("harness")) {
      harness.waitFor();
    }
  }

  private List<ProcessHandle> workers() {
    List<ProcessHandle> alive =
        harness
            .descendants()
            .filter(process -> commandLine(process).contains(WorkerMain.class.getName()))
            .toList();
    alive.forEach(worker -> workers.put(worker.pid(), worker));
    return alive;
  }

  /** What the run is at, by what it has written. */
  private String phase() throws IOException {
    Path runs = run.trial.runs;
    Optional<Path> directory = Optional.empty();
    if (Files.isDirectory(runs)) {
      try (Stream<Path> list = Files.list(runs)) {
        directory =
            list.filter(path -> path.toString().endsWith(".partial"))
                .filter(path -> !path.getFileName().toString().startsWith(".latest"))
                .filter(this::isBegunByThisHarness)
                .findFirst();
      }
    }
    if (directory.isEmpty() || Files.notExists(directory.get().resolve("log.txt"))) {
      return "starting";
    }
    if (Files.exists(directory.get().resolve("samples"))) {
      return "publishing";
    }
    Set<String> open = new TreeSet<>();
    for (String line : Files.readAllLines(directory.get().resolve("log.txt"))) {
      Matcher task = TASK.matcher(line);
      if (task.matches() && task.group(1).equals("begin")) {
        open.add(task.group(2));
      } else if (task.matches()) {
        open.remove(task.group(2));
      }
    }
    return open.isEmpty()
        ? "planning"
        : open.stream()
            .map(title -> title.replaceAll(" .*", ""))
            .distinct()
            .collect(Collectors.joining("+"));
  }

  /** Its lock is as old as the run; the last one may have been killed and left its own. */
  private boolean isBegunByThisHarness(Path directory) {
    try {
      Instant begun =
          Files.getLastModifiedTime(directory.resolveSibling(directory.getFileName() + ".lock"))
              .toInstant();
      return begun.isAfter(harness.info().startInstant().orElse(Instant.MAX));
    } catch (IOException e) {
      return false;
    }
  }

  private void assertNothingIsLeft() throws Exception {
    for (ProcessHandle worker : workers.values()) {
      worker.onExit().get();
    }
    assertThat(
            ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(folder.toString())))
        .as(story())
        .isEmpty();

    assertThat(run.trial.home.resolve("store/tmp")).as(story()).isEmptyDirectory();
    List<String> warnings = new ArrayList<>();
    Inventory inventory = new Inventory(new Store(run.trial.home, warnings::add));
    assertThat(inventory.verify()).as(story()).isEmpty();
    assertThat(inventory.list())
        .as(story())
        .extracting(Entry::kind)
        // A batch may be left: of images where an attack's worker was killed twice in a row, so
        // that
        // some stayed clean for the classifier. The next run made others.
        .doesNotContain(Kind.SNAPSHOT);
    assertThat(warnings).as(story()).isEmpty();

    try (Stream<Path> files = Files.walk(run.trial.runs)) {
      assertThat(files.map(Path::toString))
          .as(story())
          .noneMatch(name -> name.contains(".partial"));
    }
    try (Stream<Path> published = Files.list(run.trial.runs)) {
      for (Path directory : published.toList()) {
        assertThat(PatientRun.results(directory)).as(story()).isNotEmpty();
        assertThat(directory.resolve("site/index.html")).as(story()).isNotEmptyFile();
      }
    }
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private String story() {
    return String.format(
        Locale.ROOT, "seed %d, %d kills in %d starts: %s", SEED, kills, said.size(), struck);
  }
}
