/**
 * Writes a part of an event into a folder that plays by itself: what its view lists, read over HTTP
 * like any client, and held against the digests that the origin states.
 */
package io.liveorigin.standalone.export;
