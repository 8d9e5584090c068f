/** DeepFool. */
package dev.gauntlet.plugins.deepfool;
