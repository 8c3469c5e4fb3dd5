/** The effects of control records, and when these have been carried out in a partition. */
package io.liveorigin.selector.change;
