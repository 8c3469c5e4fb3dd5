/** What is not taken is told: in the log, in the figures, and in a topic. */
package io.liveorigin.ingest.refuse;
