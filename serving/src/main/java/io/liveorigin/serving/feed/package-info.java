/** Decisions as they become visible on this node, for clients that follow an event. */
package io.liveorigin.serving.feed;
