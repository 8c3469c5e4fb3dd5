/**
 * What the serving nodes tell one another: who lives, and which invalidations each has carried out.
 */
package io.liveorigin.serving.invalidation.cells;
