/**
 * What serving nodes report to one another: that they are alive, and which invalidations each has
 * carried out.
 */
package io.liveorigin.serving.invalidation.cells;
