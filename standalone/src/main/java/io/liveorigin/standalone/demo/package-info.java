/**
 * The demo: {@code DemoOrigin} starts Kafka and the services, {@code DemoEvent} is declared and
 * published with faults, {@code Viewer} requests every segment as a player would, and {@code
 * DemoSummary} says what it got.
 */
package io.liveorigin.standalone.demo;
