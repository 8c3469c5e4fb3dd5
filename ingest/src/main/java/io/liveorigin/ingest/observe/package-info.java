/** Figures for operators. */
package io.liveorigin.ingest.observe;
