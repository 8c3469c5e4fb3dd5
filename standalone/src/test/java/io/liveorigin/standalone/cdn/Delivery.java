package io.liveorigin.standalone.cdn;

/**
 * One answer that one client got.
 *
 * @param path what it asked for
 * @param status HTTP status; 0 where no whole answer came
 * @param etag entity tag; empty where there is none
 * @param pipeline whose copy it is; empty where that is not said
 * @param whole whether the bytes are those of the entity tag
 * @param told what a refusal says, or why no whole answer came; for people
 * @param wantedAt when the client first asked for it, epoch ms
 * @param doneAt when the last byte was there, epoch ms
 */
record Delivery(
    String path,
    int status,
    String etag,
    String pipeline,
    boolean whole,
    String told,
    long wantedAt,
    long doneAt) {}
