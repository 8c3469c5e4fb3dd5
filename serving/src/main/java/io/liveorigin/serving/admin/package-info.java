/** What operators do: declare events, mask bad ranges, see how the node is. */
package io.liveorigin.serving.admin;
