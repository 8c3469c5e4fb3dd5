/**
 * Writes HLS playlists (RFC 8216bis) as texts: values in, text out. This package does not depend on
 * the time, the index or a request; ADR 31 says where the values come from.
 */
package io.liveorigin.serving.hls;
