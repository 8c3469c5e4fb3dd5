/** Sending segments to ingest in time, and counting what became of them. */
package io.liveorigin.packager.publish;
