/** Fillers: made for the selector that proposes them, and made again for whoever asks for one. */
package io.liveorigin.serving.fill;
