package dev.gauntlet.plugins.gandef;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.discriminators.Penalty;
import java.util.List;
import org.pf4j.Extension;

/**
 * GanDef V2, the paper's standard: the classifier hides from the discriminator that PGD examples
 * are attacked.
 */
@Extension
public final class GanDef extends PgdGame {
  static final String ID = "gandef";

  public GanDef() {
    super(Penalty.PERTURBED);
  }

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        ID,
        "GanDef",
        "Mix PGD in a game against a discriminator, which looks for the attack in the logits; the classifier hides it"
            + " in those of attacked images.",
        CITATION,
        Architecture.ids(),
        parameters(8),
        List.of(),
        false,
        false);
  }
}
