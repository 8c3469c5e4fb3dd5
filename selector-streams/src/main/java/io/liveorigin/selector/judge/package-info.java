/**
 * Derives the defects of a candidate that follow from earlier segments and from the chosen init
 * segment. Ingest cannot see them: it looks at each segment alone.
 */
package io.liveorigin.selector.judge;
