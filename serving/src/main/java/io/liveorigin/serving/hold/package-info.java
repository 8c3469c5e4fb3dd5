/** Requests that are kept open until their segment is decided. */
package io.liveorigin.serving.hold;
