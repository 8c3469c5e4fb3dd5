/** Metrics, and reports of the uploads that were refused, for operators. */
package io.liveorigin.ingest.observe;
