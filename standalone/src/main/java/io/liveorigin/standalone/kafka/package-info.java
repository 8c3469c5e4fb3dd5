/**
 * The in-process, single-node Kafka: sockets are bound, the data directory is locked and formatted,
 * the settings are assembled, and then the real broker and controller run in this JVM.
 */
package io.liveorigin.standalone.kafka;
