/** From an HTTP body to bytes in bounded memory, and what they are meant to be. */
package io.liveorigin.ingest.upload;
