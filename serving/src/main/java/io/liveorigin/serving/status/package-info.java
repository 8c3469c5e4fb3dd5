/** Whether this node may answer, and what it has seen since its start, for its operators. */
package io.liveorigin.serving.status;
