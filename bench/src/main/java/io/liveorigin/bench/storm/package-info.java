/**
 * Storms against the origin in processes of its own, next to live viewers and packagers: the
 * requests that the origin refuses, and the effect on the other clients.
 */
package io.liveorigin.bench.storm;
