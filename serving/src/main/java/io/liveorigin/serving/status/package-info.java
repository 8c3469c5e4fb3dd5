/** What this node has seen since its start, for its operators. */
package io.liveorigin.serving.status;
