/** Whether this node may respond, and what it has seen since its start, for its operators. */
package io.liveorigin.serving.status;
