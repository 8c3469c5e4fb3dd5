/** Who may publish to which event, and as which pipeline. */
package io.liveorigin.ingest.access;
