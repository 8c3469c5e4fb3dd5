package io.liveorigin.standalone.demo;

import java.net.URI;
import java.util.Optional;

/**
 * Where the running demo can be reached.
 *
 * @param serving public base URL
 * @param manifest DASH manifest of the event
 * @param ingestA where pipeline a publishes to
 * @param ingestB where pipeline b publishes to
 * @param admin admin API
 * @param files with the credentials of the run; empty where it is open
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
