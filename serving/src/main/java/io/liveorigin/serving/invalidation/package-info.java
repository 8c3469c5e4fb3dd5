/**
 * Purges responses from the caches in front. An order waits for every cell, goes to every CDN node,
 * and goes there a second time.
 */
package io.liveorigin.serving.invalidation;
