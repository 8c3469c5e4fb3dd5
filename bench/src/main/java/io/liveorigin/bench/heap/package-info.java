/** Whether memory grows while the load stays the same. */
package io.liveorigin.bench.heap;
