/** Media segments taken apart and written anew: for damage on purpose, and for fillers. */
package io.liveorigin.media.edit;
