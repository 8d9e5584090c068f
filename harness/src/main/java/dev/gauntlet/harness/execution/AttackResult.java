package dev.gauntlet.harness.execution;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What an attack did to all images.
 *
 * @param images path of an NPZ with {@code images}; absent if the attack does not apply
 * @param outcome what became of each image
 * @param sourceFailed the images on which its source failed, not the attack
 * @param unfinished the images of the batches that the attack itself failed on
 * @param trouble what went wrong first, if anything did
 * @param inapplicable why attack and source cannot meet, if they cannot
 */
record AttackResult(
    Optional<Path> images,
    AttackBatch outcome,
    BitSet sourceFailed,
    UnfinishedImages unfinished,
    Optional<Trouble> trouble,
    Optional<String> inapplicable) {

  static AttackResult inapplicable(String reason) {
    return new AttackResult(
        Optional.empty(),
        new AttackBatch(List.of(), List.of(), List.of()),
        new BitSet(),
        UnfinishedImages.NONE,
        Optional.empty(),
        Optional.of(reason));
  }
}
