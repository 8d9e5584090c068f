/** A classifier and a discriminator that play against each other on noised images. */
package dev.gauntlet.plugins.zkgandef;
