/**
 * What the segments before and the chosen init segment show about a candidate, which ingest cannot
 * see: it looks at each segment alone.
 */
package io.liveorigin.selector.judge;
