/** Denoisers before a classifier, guided by what it makes of their images (HGD, CVPR 2018). */
package dev.gauntlet.plugins.hgd;
