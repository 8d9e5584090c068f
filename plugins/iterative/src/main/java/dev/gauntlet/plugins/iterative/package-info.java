/** Many small gradient steps from the clean image: equal, decaying, adaptive, with momentum. */
package dev.gauntlet.plugins.iterative;
