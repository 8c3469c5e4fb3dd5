/**
 * The beginning and the end of tracks in a task; everything that belongs to a track ends with it.
 */
package io.liveorigin.selector.life;
