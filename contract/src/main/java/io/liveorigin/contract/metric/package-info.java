/** The table of all metrics: names, labels, meaning, and what to do when a value looks wrong. */
package io.liveorigin.contract.metric;
