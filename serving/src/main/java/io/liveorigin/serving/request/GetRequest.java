package io.liveorigin.serving.request;

import io.liveorigin.serving.response.ContentRequest;

/**
 * A GET or HEAD below {@code /{tenant}/{event}/}, whoever read it from the socket.
 *
 * @param path as it was sent, without the query
 * @param query as it was sent, without the question mark; empty where there is none, and for all
 *     but manifests, since nothing else depends on it
 * @param acceptEncoding value of that field; empty as {@code query} is
 * @param wanted what is wanted of what the path stands for
 * @param client address of who asks, for its cap on held requests
 * @param arrived when it came, epoch ms
 */
public record GetRequest(
    String path,
    String query,
    String acceptEncoding,
    ContentRequest wanted,
    String client,
    long arrived) {}
