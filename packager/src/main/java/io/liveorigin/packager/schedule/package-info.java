/** When a segment leaves the packager, and waiting for that instant. */
package io.liveorigin.packager.schedule;
