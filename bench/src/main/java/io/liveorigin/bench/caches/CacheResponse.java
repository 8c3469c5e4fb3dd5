package io.liveorigin.bench.caches;

/**
 * One response that a cache received. Instants are of {@link System#nanoTime()}.
 *
 * @param channel index of the representation
 * @param asked when the request was sent
 * @param first when the first byte arrived
 * @param last when the last byte arrived
 * @param pipeline the pipeline that won; empty unless the status is 200
 */
public record CacheResponse(
    int cache,
    int channel,
    long number,
    int status,
    long asked,
    long first,
    long last,
    long bytes,
    String pipeline) {}
