package dev.gauntlet.plugins.gandef;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.discriminators.Penalty;
import java.util.List;
import org.pf4j.Extension;

/**
 * GanDef as first designed: the classifier hides from the discriminator which images are attacked
 * and which are clean.
 */
@Extension
public final class GanDefV1 extends PgdGame {
  public GanDefV1() {
    super(Penalty.ALL);
  }

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "gandef-v1",
        "GanDef V1",
        "GanDef whose classifier hides the source of every image, clean ones too; the paper found that it fluctuates in"
            + " training.",
        CITATION,
        Architecture.ids(),
        parameters(4),
        List.of(),
        false,
        false);
  }
}
