/**
 * Names, partitions and settings of topics; the settings of every Kafka client; ACLs that a part
 * needs; following one partition.
 */
package io.liveorigin.contract.topic;
