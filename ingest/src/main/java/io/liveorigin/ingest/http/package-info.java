/** The HTTP listener: request filter, routes, responses and problems. */
package io.liveorigin.ingest.http;
