/**
 * Answers requests for HLS media playlists: at once from memory, held until the segment that is
 * asked for is listed, or as a delta update (RFC 8216bis, 6.2.5).
 */
package io.liveorigin.serving.playlist;
