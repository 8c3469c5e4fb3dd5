/**
 * The PUT server. A request passes through the packages in this order: {@code http} receives it,
 * {@code access} identifies the client, {@code upload} reads the body into bounded memory, {@code
 * inspect} examines its boxes, {@code publish} turns it into a record and a receipt, and {@code
 * store} delivers the record to Kafka. The response is sent when the record is durable. {@code
 * inits} keeps the init segments, {@code announce} publishes notifications, {@code ready} says
 * whether the promise of a 2xx can be kept, {@code observe} has the metrics and reports refusals,
 * and {@code config} has the settings.
 */
package io.liveorigin.ingest;
