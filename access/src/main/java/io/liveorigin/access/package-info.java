/**
 * Access control for publishers, administrators and viewers. {@code credential} identifies a client
 * and says what it may do, {@code token} verifies viewers' tokens, {@code limit} and {@code client}
 * bound what a tenant or a client address may use, {@code tls} is the TLS of a listener, and {@code
 * file} follows the files with these settings. The services call this module; nothing here depends
 * on an HTTP server or on Kafka.
 */
package io.liveorigin.access;
