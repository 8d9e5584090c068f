package dev.gauntlet.harness.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedStoreIT {
  @TempDir private Path folder;

  @Test
  void twoHarnessesWithOneStoreGetTheSameResults() throws Exception {
    Path plugins = TestBench.plugins(folder.resolve("plugins"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (TestBench one = new TestBench(folder.resolve("home"), plugins);
        TestBench other = new TestBench(folder.resolve("home"), plugins)) {
      Future<Observations> first = threads.submit(() -> observe(one));
      Future<Observations> second = threads.submit(() -> observe(other));
      assertThat(first.get().cells().get(0).answers())
          .isEqualTo(second.get().cells().get(0).answers());
      assertThat(first.get().cells().get(0).perturbations())
          .isEqualTo(second.get().cells().get(0).perturbations());
      assertThat(one.warnings).isEmpty();
      assertThat(other.warnings).isEmpty();
    } finally {
      threads.shutdown();
    }
    assertThat(folder.resolve("home/store/tmp")).isEmptyDirectory();
  }

  @Test
  void aStoreThatCannotBeWrittenEndsTheRunWithOneSentence() throws Exception {
    Path plugins = TestBench.plugins(folder.resolve("plugins"));
    try (TestBench bench = new TestBench(folder.resolve("home"), plugins)) {
      Files.writeString(folder.resolve("home/store/checkpoint"), "in the way");
      assertThatThrownBy(() -> observe(bench))
          .isInstanceOf(StoreException.class)
          .satisfies(
              thrown ->
                  assertThat(thrown.getMessage())
                      .contains("cannot write", "store/checkpoint")
                      .doesNotContain("\n"));
    }
  }

  private Observations observe(TestBench bench) {
    Suite suite =
        bench.suite(List.of(DefenseEntry.of("nearest-mean")), List.of(TestBench.slow(20)), 5);
    return bench.run(suite, Listener.NONE).observations();
  }
}
