/** What control records change, and when the changes are carried out in a partition. */
package io.liveorigin.selector.change;
