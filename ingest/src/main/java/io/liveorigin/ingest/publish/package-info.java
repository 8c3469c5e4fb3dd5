/** From a complete upload to a receipt: comparison with known copies, inspection, storage. */
package io.liveorigin.ingest.publish;
