/**
 * Who may publish, administer and read. {@code file} follows the files in which that is said,
 * {@code credential} knows who a client is and what it may do. The services ask; nothing here knows
 * a server or Kafka.
 */
package io.liveorigin.access;
