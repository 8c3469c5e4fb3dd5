/**
 * Takes answers out of the caches in front: an order waits for every cell, goes to every CDN node,
 * and goes there once more.
 */
package io.liveorigin.serving.invalidation;
