/**
 * What happened, for people: the history of segments, lists of defects and reports, made from the
 * public topics only, as any analyst could.
 */
package io.liveorigin.standalone.analyse;
