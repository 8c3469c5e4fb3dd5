package io.liveorigin.serving.invalidation.cells;

import java.time.Duration;

/**
 * The identity of this node among all serving nodes.
 *
 * @param cell its application id
 * @param node its name within the cell
 * @param sessionTimeout after this time without a report, a node responds to no request, whatever
 *     has happened to it
 */
public record CellIdentity(String cell, String node, Duration sessionTimeout) {}
