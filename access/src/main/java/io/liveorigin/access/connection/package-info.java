/**
 * Connections of Jetty that hold each client to its limits: acceptance, TLS handshakes, the time of
 * a request head, and responses that keep no thread while a client does not read them.
 */
package io.liveorigin.access.connection;
