/** Decides which requests are admitted first when there is not enough for all. */
package io.liveorigin.serving.load;
