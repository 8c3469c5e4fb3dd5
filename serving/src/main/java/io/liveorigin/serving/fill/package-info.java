/** Fillers: made for the selector, which proposes them, and made again for requests. */
package io.liveorigin.serving.fill;
