/** The denoisers of the high-level representation guided denoiser (HGD) paper. */
package dev.gauntlet.toolkit.denoisers;
