/** Many small gradient steps from the clean image. */
package dev.gauntlet.plugins.iterative;
