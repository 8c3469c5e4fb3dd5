package io.liveorigin.standalone.support.client;

import java.util.concurrent.CompletableFuture;

/**
 * A request on its way. What hangs on the futures runs in the clients' thread: it must not block.
 *
 * @param sent done when the request is on its way to the server in full
 * @param answer the whole answer; fails with an {@link java.io.IOException} if none comes
 */
public record Asked(CompletableFuture<Void> sent, CompletableFuture<Answer> answer) {}
