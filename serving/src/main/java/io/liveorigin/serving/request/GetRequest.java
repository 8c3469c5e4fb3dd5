package io.liveorigin.serving.request;

import io.liveorigin.serving.response.ContentRequest;

/**
 * A GET or HEAD below {@code /{tenant}/{event}/}, from whichever front read it.
 *
 * @param path as it was sent, without the query
 * @param query as it was sent, without the question mark; empty if there is none, and for all
 *     requests but those for manifests, since nothing else depends on it
 * @param acceptEncoding value of that field; empty in the same cases as {@code query}
 * @param wanted what the request demands of the content of its path
 * @param client address of the client, for its cap on held requests
 * @param arrived when it arrived, epoch ms
 */
public record GetRequest(
    String path,
    String query,
    String acceptEncoding,
    ContentRequest wanted,
    String client,
    long arrived) {}
