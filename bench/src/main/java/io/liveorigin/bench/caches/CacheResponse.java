package io.liveorigin.bench.caches;

/**
 * One answer at a cache. Instants are of {@link System#nanoTime()}.
 *
 * @param channel index of the representation
 * @param asked when its request was sent
 * @param first when its first byte came
 * @param last when its last byte came
 * @param pipeline that won; empty without status 200
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
