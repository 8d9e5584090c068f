package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationException;
import dev.gauntlet.harness.isolation.Unconfined;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class IsolationOptionTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void noIsolationIsWarnedOf() {
    assertThat(choose("--isolation", "none")).isEqualTo(new Unconfined());
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("submissions run without isolation", "read and change your files");
  }

  @Test
  void whatAutoComesToIsWarnedOfOnlyWhereItIsNone() {
    Isolation chosen = choose();
    assertThat(warnings).hasSize(chosen instanceof Unconfined ? 1 : 0);
    assertThat(warnings).allMatch(warning -> warning.contains("(bwrap: "));
  }

  @Test
  void anUnknownIsolationIsRefused() {
    assertThatThrownBy(() -> choose("--isolation", "dokcer"))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("did you mean 'docker'?");
  }

  private Isolation choose(String... arguments) {
    Trial trial = new Trial();
    new CommandLine(trial).parseArgs(arguments);
    return trial.option.choose(warnings::add);
  }

  @Command
  private static final class Trial {
    @Mixin private IsolationOption option = new IsolationOption();
  }
}
