/** Determines when a segment leaves the packager, and waits for that instant. */
package io.liveorigin.packager.schedule;
