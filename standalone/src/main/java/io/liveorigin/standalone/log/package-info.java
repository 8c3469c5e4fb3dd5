/** The lines of the log: their formats, and how many may repeat. */
package io.liveorigin.standalone.log;
