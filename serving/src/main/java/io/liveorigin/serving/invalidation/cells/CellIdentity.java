package io.liveorigin.serving.invalidation.cells;

import java.time.Duration;

/**
 * Who this node is among all that serve.
 *
 * @param cell its application id
 * @param node its name within the cell
 * @param sessionTimeout after so long a silence a node answers no request, whatever became of it
 */
public record CellIdentity(String cell, String node, Duration sessionTimeout) {}
