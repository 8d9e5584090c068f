/** Training on two adversarial examples per image, two gradients apart. */
package dev.gauntlet.plugins.e2sad;
