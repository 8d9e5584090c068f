/** A classifier and a discriminator that play against each other on PGD examples. */
package dev.gauntlet.plugins.gandef;
