/** Media segments, step by step: the decision in memory, a hold, the index, the bytes. */
package io.liveorigin.serving.segment;
