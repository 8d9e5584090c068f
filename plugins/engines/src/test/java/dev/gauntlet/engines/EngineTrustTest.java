package dev.gauntlet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTrustTest {
  private static final Report RIGHT = new Report(386, 0, List.of(), "");
  private static final Report WRONG =
      new Report(386, 146, List.of("gradient of the input of a convolution: off by 5"), "");

  @TempDir private Path folder;
  private final AtomicInteger asked = new AtomicInteger();

  private Verdict verdict(EngineProcess process, Subject subject) {
    EngineProcess counted =
        (environment, threads) -> {
          asked.incrementAndGet();
          return process.test(environment, threads);
        };
    return new EngineTrust(counted, new Verdicts(folder), tested -> {}).verdict(() -> subject);
  }

  private static Subject subject(String engine, int threads) {
    return new Subject(engine, "1", "cpu", "a processor", "a library", threads, Map.of(), 1);
  }

  @Test
  void anEngineThatIsRightIsTakenAsItIs() {
    Verdict verdict = verdict((environment, threads) -> RIGHT, subject("PyTorch", 2));

    assertThat(verdict.passed().orElseThrow().remedy()).isEqualTo(Remedy.NONE);
    assertThat(verdict.remedied()).isFalse();
    assertThat(verdict.words()).isEqualTo("386 operations and their gradients right");
    assertThat(asked).as("with one thread and with two").hasValue(2);
  }

  @Test
  void theFirstRemedyThatMakesItRightIsTaken() {
    Verdict verdict =
        verdict(
            (environment, threads) ->
                environment.getOrDefault("ONEDNN_MAX_CPU_ISA", "").equals("SSE41") ? RIGHT : WRONG,
            subject("PyTorch", 1));

    assertThat(verdict.trials())
        .extracting(trial -> trial.remedy().toString())
        .containsExactly(
            "", "ONEDNN_MAX_CPU_ISA=AVX2", "ONEDNN_MAX_CPU_ISA=AVX", "ONEDNN_MAX_CPU_ISA=SSE41");
    assertThat(verdict.remedied()).isTrue();
    assertThat(verdict.words())
        .isEqualTo(
            "146 wrong answers in 386 operations, such as the gradient of the input of a"
                + " convolution: off by 5; with ONEDNN_MAX_CPU_ISA=SSE41: 386 operations and their"
                + " gradients right, which workers get");
  }

  @Test
  void anEngineThatIsWrongWithAllThreadsAloneIsWrong() {
    Verdict verdict =
        verdict((environment, threads) -> threads == 1 ? RIGHT : WRONG, subject("MXNet", 4));

    assertThat(verdict.passed()).isEmpty();
    assertThat(verdict.trials()).extracting(Trial::threads).containsOnly(4);
    assertThat(verdict.words()).contains("no remedy helps");
  }

  @Test
  void anEngineThatDoesNotStartIsTriedOnceAndAgainTheNextTime() {
    EngineProcess dead = (environment, threads) -> Report.failed("libgomp.so.1: not found");

    assertThat(verdict(dead, subject("PyTorch", 1)).words())
        .isEqualTo("does not start: libgomp.so.1: not found");
    assertThat(asked).hasValue(1);
    verdict(dead, subject("PyTorch", 1));
    assertThat(asked).hasValue(2);
  }

  @Test
  void aVerdictIsKeptForItsSubjectAlone() throws IOException {
    Verdict first = verdict((environment, threads) -> RIGHT, subject("MXNet", 1));

    assertThat(verdict((environment, threads) -> WRONG, subject("MXNet", 1))).isEqualTo(first);
    assertThat(asked).hasValue(1);

    Subject other =
        new Subject("MXNet", "1", "cpu", "a processor", "another library", 1, Map.of(), 1);
    assertThat(verdict((environment, threads) -> WRONG, other).passed()).isEmpty();

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.writeString(file, "{");
      }
    }
    assertThat(verdict((environment, threads) -> WRONG, subject("MXNet", 1)).passed())
        .as("a damaged file is not believed")
        .isEmpty();
  }
}
