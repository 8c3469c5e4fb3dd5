/** A lean HTTP client for load. */
package io.liveorigin.bench.http;
