package dev.gauntlet.harness.worker.message;

/**
 * Asks how far images move the layers of a defense's classifier from where clean ones put them
 * without a preprocessor.
 *
 * @param throughDefense whether the images pass the defense's preprocessor
 * @param input path of an NPZ: {@code clean} and {@code images}, float32 (N,C,H,W)
 */
public record CompareLayers(ModelFiles model, boolean throughDefense, String input)
    implements Request {}
