/** From an HTTP body to bytes in bounded memory, and the target of an upload. */
package io.liveorigin.ingest.upload;
