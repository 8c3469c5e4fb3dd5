/** Who may publish where. */
package io.liveorigin.ingest.access;
