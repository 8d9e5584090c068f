package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.Gradients;
import java.util.Locale;
import java.util.Optional;

/** What pages say of the check of a defense's gradients. */
final class GradientWords {
  private GradientWords() {}

  /** A mark, where a reader of the white-box numbers must know of it. */
  static Optional<Note> note(Gradients gradients) {
    if (gradients == null) {
      return Optional.empty();
    }
    return switch (gradients.status()) {
      case DIFFERS -> Optional.of(new Note(Gradients.MISMATCH, sentence(gradients), true));
      case FAILED ->
          Optional.of(new Note("gradients could not be checked", sentence(gradients), true));
      case RANDOMIZED ->
          Optional.of(new Note("randomized", "Its gradients were not compared.", false));
      case MATCHES, UNDECIDED -> Optional.empty();
    };
  }

  /** What the check found, for the defense's own page; empty where there was none. */
  static String line(Gradients gradients) {
    if (gradients == null) {
      return "";
    }
    return switch (gradients.status()) {
      case MATCHES ->
          "Gradients match the function: median error %s, allowed is %s; %s"
              .formatted(
                  percent(gradients.medianError()), percent(gradients.bound()), counts(gradients));
      case DIFFERS ->
          "Found on a few images: "
              + Gradients.MISMATCH
              + ". "
              + sentence(gradients)
              + (gradients.probes() == 0 ? "" : " " + counts(gradients));
      case RANDOMIZED, UNDECIDED, FAILED ->
          "Gradients were not compared with the function. " + sentence(gradients);
    };
  }

  private static String counts(Gradients gradients) {
    return Numbers.plural(gradients.probes(), "probe")
        + ", "
        + Numbers.count(gradients.setAside())
        + " set aside.";
  }

  private static String sentence(Gradients gradients) {
    String reason = gradients.reason();
    return reason.isEmpty()
        ? ""
        : reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1) + ".";
  }

  private static String percent(Double share) {
    return share == null ? "unknown" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
