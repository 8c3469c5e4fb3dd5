/** Whether the promise of a 2xx can be kept now. */
package io.liveorigin.ingest.ready;
