/**
 * What playlists list of each track: one line a number, in order, from the decisions that were
 * accepted and, where this node did not hear of them, from the index (ADR 31).
 */
package io.liveorigin.serving.timeline;
