/** The history of one segment: {@code origin explain}. */
package io.liveorigin.standalone.analyse.explain;
