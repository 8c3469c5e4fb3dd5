package io.liveorigin.serving.access;

/**
 * The refusal of a request that the client may not make.
 *
 * @param detail for the client; contains no part of a secret or token
 */
public record AccessDenial(RefusalReason reason, String detail) {}
