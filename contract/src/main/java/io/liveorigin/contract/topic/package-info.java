/** Names and settings of topics. The code that talks to Kafka is in the module {@code kafka}. */
package io.liveorigin.contract.topic;
