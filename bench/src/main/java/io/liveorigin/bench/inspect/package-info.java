/** The cost of inspection. */
package io.liveorigin.bench.inspect;
