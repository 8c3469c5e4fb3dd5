/** Metrics that are read when somebody scrapes: of each event, and of the node's readiness. */
package io.liveorigin.serving.observe;
