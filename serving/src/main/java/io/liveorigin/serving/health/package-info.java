/** Whether this node may answer at all. */
package io.liveorigin.serving.health;
