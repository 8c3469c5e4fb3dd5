/** Changes the topic {@code control} in one order, and follows it. */
package io.liveorigin.kafka.control;
