/** Takes media segments apart and writes them anew: for damage on purpose, and for fillers. */
package io.liveorigin.media.edit;
