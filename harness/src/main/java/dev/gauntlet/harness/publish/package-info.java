/** Publishing: a scored run becomes a directory of results, sample images, exports and pages. */
package dev.gauntlet.harness.publish;
