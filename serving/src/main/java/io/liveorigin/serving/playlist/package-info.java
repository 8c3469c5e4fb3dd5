/**
 * Responds to requests for HLS media playlists: at once from memory, after a hold until the
 * requested segment is listed, or with a delta update (RFC 8216bis, 6.2.5).
 */
package io.liveorigin.serving.playlist;
