/** How much of a node one tenant may have, and how much of that it uses. */
package io.liveorigin.access.limit;
