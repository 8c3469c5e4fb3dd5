/** Asks brokers, nodes, ingests and files, each with a time-out. */
package io.liveorigin.standalone.doctor.gather;
