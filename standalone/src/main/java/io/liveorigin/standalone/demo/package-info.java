/**
 * The demo: {@code DemoOrigin} opens Kafka and the services, {@code DemoEvent} is declared and
 * published with faults, {@code Viewer} asks for every segment as a player would, {@code
 * DemoSummary} says what it got.
 */
package io.liveorigin.standalone.demo;
