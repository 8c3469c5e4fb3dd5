/** Names and settings of topics. Who talks to Kafka is in the module {@code kafka}. */
package io.liveorigin.contract.topic;
