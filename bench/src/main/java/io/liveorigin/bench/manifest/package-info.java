/**
 * HLS playlists beside a segment from memory: by wrk while their texts are made anew, what a new
 * text costs, and a storm of held reloads.
 */
package io.liveorigin.bench.manifest;
