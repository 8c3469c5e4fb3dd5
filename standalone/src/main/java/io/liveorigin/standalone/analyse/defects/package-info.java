/** Lists of defects: {@code origin defects}. */
package io.liveorigin.standalone.analyse.defects;
