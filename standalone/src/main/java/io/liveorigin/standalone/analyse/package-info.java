/**
 * What happened, for people: the history of segments, lists of defects and reports, told from the
 * public topics alone, as any analyst could.
 */
package io.liveorigin.standalone.analyse;
