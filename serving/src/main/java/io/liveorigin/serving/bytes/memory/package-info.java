/** Bytes and lists that are kept in memory because they were used or written a moment ago. */
package io.liveorigin.serving.bytes.memory;
