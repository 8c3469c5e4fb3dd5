/**
 * Storms against the origin in processes of its own, beside live viewers and packagers: what the
 * origin refuses, and what the others feel of it.
 */
package io.liveorigin.bench.storm;
