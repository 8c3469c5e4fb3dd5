/**
 * HLS playlists next to a segment from memory: rates measured by wrk while the texts change, the
 * cost of a new text, and a storm of held reloads.
 */
package io.liveorigin.bench.manifest;
