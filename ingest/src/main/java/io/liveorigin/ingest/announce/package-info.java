/**
 * Announcements: notifications that packagers send with a segment. They are read here and published
 * independently of the segments.
 */
package io.liveorigin.ingest.announce;
