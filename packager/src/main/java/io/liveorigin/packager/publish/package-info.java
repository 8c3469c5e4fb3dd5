/** Sends segments to ingest in time, and counts the results. */
package io.liveorigin.packager.publish;
