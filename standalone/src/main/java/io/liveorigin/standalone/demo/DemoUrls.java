package io.liveorigin.standalone.demo;

import java.net.URI;

/**
 * Where the running demo can be reached.
 *
 * @param serving public base URL
 * @param manifest DASH manifest of the event
 * @param ingestA where pipeline a publishes to
 * @param ingestB where pipeline b publishes to
 * @param admin admin API
 * @param kafka bootstrap address, host:port
 */
public record DemoUrls(
    URI serving, URI manifest, URI ingestA, URI ingestB, URI admin, String kafka) {}
