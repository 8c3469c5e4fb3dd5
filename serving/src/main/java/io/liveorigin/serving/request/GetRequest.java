package io.liveorigin.serving.request;

import io.liveorigin.serving.response.Asked;

/**
 * A GET or HEAD below {@code /{tenant}/{event}/}, whoever read it from the socket.
 *
 * @param path as it was sent, without the query
 * @param asked what is wanted of what the path stands for
 * @param client address of who asks, for its cap on held requests
 * @param arrived when it came, epoch ms
 */
public record GetRequest(String path, Asked asked, String client, long arrived) {}
