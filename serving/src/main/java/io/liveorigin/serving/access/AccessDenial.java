package io.liveorigin.serving.access;

/**
 * A request that must not be answered.
 *
 * @param detail for the client; has nothing of a secret or token in it
 */
public record AccessDenial(RefusalReason reason, String detail) {}
