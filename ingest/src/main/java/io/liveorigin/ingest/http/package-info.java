/** The listener: routes, answers and problems. */
package io.liveorigin.ingest.http;
