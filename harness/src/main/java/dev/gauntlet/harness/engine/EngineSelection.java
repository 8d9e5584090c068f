package dev.gauntlet.harness.engine;

import dev.gauntlet.engines.Verdict;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.worker.EngineChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses an engine that computes right on this machine. */
public final class EngineSelection {
  /** Tests an engine on a device, or remembers a test. */
  @FunctionalInterface
  public interface Test {
    /**
     * What was found.
     *
     * @param device by DJL's name
     */
    Verdict of(EngineChoice engine, String device);
  }

  private final Test test;

  /** A selection by such a test. */
  public EngineSelection(Test test) {
    this.test = test;
  }

  /**
   * The wanted engine with the first remedy that makes it right; if there is none and the choice is
   * free, the other engine.
   *
   * @param wanted what the options come to
   * @param free whether another engine may be taken
   * @throws EngineException if none is right
   */
  public TrustedPlacement choose(Placement wanted, boolean free) {
    Verdict verdict = verdict(wanted);
    if (verdict.passed().isPresent()) {
      return trusted(wanted, verdict);
    }
    String against = wanted.engine().name() + ": " + verdict.words();
    if (!free || wanted.onGpus()) {
      throw new EngineException(
          "no gradient can be trusted with %s on this machine, so nothing was computed: %s%s"
              .formatted(
                  wanted.engine().name(),
                  verdict.words(),
                  wanted.onGpus() ? "; try --devices cpu" : "; try --engine " + other(wanted)));
    }
    Placement second =
        new Placement(EngineChoice.of(other(wanted)), wanted.devices(), "instead of " + against);
    Verdict secondVerdict = verdict(second);
    if (secondVerdict.passed().isEmpty()) {
      throw new EngineException(
          "no engine computes right on this machine, so nothing was computed: %s; %s: %s"
              .formatted(against, second.engine().name(), secondVerdict.words()));
    }
    return trusted(second, secondVerdict);
  }

  /** Of all its devices; the first that is not right decides. */
  private Verdict verdict(Placement placement) {
    List<Verdict> verdicts =
        new LinkedHashSet<>(placement.devices())
            .stream().map(device -> test.of(placement.engine(), device)).toList();
    Optional<Verdict> failed =
        verdicts.stream().filter(verdict -> verdict.passed().isEmpty()).findFirst();
    return failed.orElse(verdicts.get(0));
  }

  private static TrustedPlacement trusted(Placement placement, Verdict verdict) {
    EngineChoice engine = placement.engine().with(verdict.passed().orElseThrow().remedy());
    return new TrustedPlacement(
        new Placement(engine, placement.devices(), placement.reason()), verdict);
  }

  private static String other(Placement wanted) {
    return wanted.engine().name().toLowerCase(Locale.ROOT).equals("mxnet") ? "pytorch" : "mxnet";
  }
}
