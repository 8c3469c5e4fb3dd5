/**
 * The PUT server. A request walks through the packages in this order: {@code http} takes it, {@code
 * access} asks who it is, {@code upload} reads its body into bounded memory, {@code inspect} looks
 * into the boxes, {@code store} delivers it to Kafka and answers when it is durable. {@code inits}
 * knows the init segments, {@code ready} whether a promise can be kept, {@code observe} counts and
 * reports what was refused, and {@code config} says the limits.
 */
package io.liveorigin.ingest;
