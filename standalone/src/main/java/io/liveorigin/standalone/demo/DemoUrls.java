package io.liveorigin.standalone.demo;

import java.net.URI;
import java.util.Optional;

/**
 * The addresses of the running demo.
 *
 * @param serving public base URL
 * @param manifest DASH manifest of the event
 * @param ingestA URL that pipeline a publishes to
 * @param ingestB URL that pipeline b publishes to
 * @param admin admin API
 * @param files files with the credentials of the run; empty if the demo is open
 * @param kafka bootstrap address, host:port
 */
public record DemoUrls(
    URI serving,
    URI manifest,
    URI ingestA,
    URI ingestB,
    URI admin,
    Optional<DemoFiles> files,
    String kafka) {}
