/**
 * Storms against the origin in processes of its own, next to live viewers and packagers: the
 * requests that the origin refuses, and the effect on the other clients. One storm is of caches
 * that pull every new segment at the same instant.
 */
package io.liveorigin.bench.storm;
