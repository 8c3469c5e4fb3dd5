/**
 * The lines of playlists of each track: one for each number, in order, from the decisions that were
 * accepted and, if this node did not learn of them, from the index (ADR 31).
 */
package io.liveorigin.serving.timeline;
