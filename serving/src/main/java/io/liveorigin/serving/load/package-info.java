/** Who is let in first when there is not enough for all. */
package io.liveorigin.serving.load;
