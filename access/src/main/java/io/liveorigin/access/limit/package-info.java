/** How much of a node one tenant may use, and how much it uses. */
package io.liveorigin.access.limit;
