/** The topic {@code control}: changes in one order, and following it. */
package io.liveorigin.kafka.control;
