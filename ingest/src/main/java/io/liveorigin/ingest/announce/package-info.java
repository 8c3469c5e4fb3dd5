/**
 * What packagers say about their event with a segment: heard, and published beside the segments.
 */
package io.liveorigin.ingest.announce;
