/** When a track begins and ends in a task, and that everything that belongs to it ends with it. */
package io.liveorigin.selector.life;
