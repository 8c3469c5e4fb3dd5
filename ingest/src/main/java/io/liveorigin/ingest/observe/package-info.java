/** What operators are told: figures, and the uploads that were refused. */
package io.liveorigin.ingest.observe;
