package dev.gauntlet.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.engines.Remedy;
import dev.gauntlet.engines.Report;
import dev.gauntlet.engines.Subject;
import dev.gauntlet.engines.Trial;
import dev.gauntlet.engines.Verdict;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.worker.EngineChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineSelectionTest {
  private static final Report RIGHT = new Report(379, 0, List.of(), "");
  private static final Report WRONG =
      new Report(379, 146, List.of("gradient of the input of a convolution: off by 5"), "");
  private static final Remedy SSE41 = new Remedy(Map.of("ONEDNN_MAX_CPU_ISA", "SSE41"));

  private final Map<String, List<Trial>> found = new HashMap<>();
  private final List<String> tested = new ArrayList<>();

  private TrustedPlacement choose(String engine, boolean free, String... devices) {
    EngineSelection selection =
        new EngineSelection(
            (choice, device) -> {
              String what = choice.name() + " " + device;
              tested.add(what);
              return new Verdict(
                  new Subject(choice.name(), "1", device, "a processor", "a hash", 2, Map.of(), 1),
                  "2026-12-01T09:00:00Z",
                  3,
                  found.get(what));
            });
    return selection.choose(
        new Placement(EngineChoice.of(engine), List.of(devices), "there is no GPU"), free);
  }

  private static Trial as(Remedy remedy, Report report) {
    return new Trial(remedy, 2, report);
  }

  @Test
  void anEngineThatIsRightIsTakenAsItIs() {
    found.put("MXNet cpu", List.of(as(Remedy.NONE, RIGHT)));

    TrustedPlacement chosen = choose("mxnet", true, "cpu");

    assertThat(chosen.placement().engine()).isEqualTo(EngineChoice.of("mxnet"));
    assertThat(chosen.placement().reason()).isEqualTo("there is no GPU");
    assertThat(tested).containsExactly("MXNet cpu");
  }

  @Test
  void workersGetTheEnvironmentInWhichTheEngineIsRight() {
    found.put("PyTorch cpu", List.of(as(Remedy.NONE, WRONG), as(SSE41, RIGHT)));

    EngineChoice engine = choose("pytorch", false, "cpu").placement().engine();

    assertThat(engine.kernels()).containsEntry("ONEDNN_MAX_CPU_ISA", "SSE41");
    assertThat(engine.name()).isEqualTo("PyTorch");
  }

  @Test
  void withAutoTheOtherEngineComesNext() {
    found.put("MXNet cpu", List.of(as(Remedy.NONE, WRONG)));
    found.put("PyTorch cpu", List.of(as(Remedy.NONE, RIGHT)));

    TrustedPlacement chosen = choose("mxnet", true, "cpu");

    assertThat(chosen.placement().engine().name()).isEqualTo("PyTorch");
    assertThat(chosen.placement().reason())
        .startsWith("instead of MXNet: 146 wrong answers in 379 operations");
  }

  @Test
  void anEngineThatWasAskedForIsNotReplaced() {
    found.put("MXNet cpu", List.of(as(Remedy.NONE, WRONG)));

    assertThatThrownBy(() -> choose("mxnet", false, "cpu"))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("no gradient can be trusted with MXNet on this machine")
        .hasMessageContaining("146 wrong answers in 379 operations")
        .hasMessageEndingWith("try --engine pytorch");
    assertThat(tested).containsExactly("MXNet cpu");
  }

  @Test
  void withoutAnyThatIsRightNothingIsComputed() {
    found.put("MXNet cpu", List.of(as(Remedy.NONE, Report.failed("libgfortran.so.3 is missing"))));
    found.put("PyTorch cpu", List.of(as(Remedy.NONE, WRONG), as(SSE41, WRONG)));

    assertThatThrownBy(() -> choose("mxnet", true, "cpu"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("MXNet: does not start: libgfortran.so.3 is missing")
        .hasMessageContaining("no remedy helps");
  }

  @Test
  void everyGpuIsTested() {
    found.put("PyTorch gpu0", List.of(as(Remedy.NONE, RIGHT)));
    found.put("PyTorch gpu1", List.of(as(Remedy.NONE, WRONG)));

    assertThatThrownBy(() -> choose("pytorch", true, "gpu0", "gpu0", "gpu1"))
        .isInstanceOf(EngineException.class)
        .hasMessageEndingWith("try --devices cpu");
    assertThat(tested).containsExactly("PyTorch gpu0", "PyTorch gpu1");
  }
}
