package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.PreparationDescriptor;
import java.util.List;

/**
 * What a checkpoint is made by: a defense or a preparation.
 *
 * @param id which no other defense or preparation has
 * @param checkpoints what must be there before
 */
public record Recipe(
    String id,
    List<String> architectures,
    List<Parameter> parameters,
    List<CheckpointNeed> checkpoints,
    PluginJar jar) {
  static Recipe of(InstalledDefense defense) {
    DefenseDescriptor about = defense.descriptor();
    return new Recipe(
        about.id(), about.architectures(), about.parameters(), about.checkpoints(), defense.jar());
  }

  static Recipe of(InstalledPreparation preparation) {
    PreparationDescriptor about = preparation.descriptor();
    return new Recipe(
        about.id(),
        about.architectures(),
        about.parameters(),
        about.checkpoints(),
        preparation.jar());
  }
}
