/** Whether memory grows while nothing else does. */
package io.liveorigin.bench.heap;
