/** The traffic of all benches: packagers and viewers of live events, and loads at a fixed rate. */
package io.liveorigin.bench.traffic;
