/**
 * What a team compiles an attack or a defense against; everything else of Gauntlet stays out of a
 * plugin's sight.
 */
package dev.gauntlet.api;
