/** Whether a promise can be given now. */
package io.liveorigin.ingest.ready;
