/** Lean HTTP clients for load: one connection that blocks, and many that do not. */
package io.liveorigin.bench.http;
