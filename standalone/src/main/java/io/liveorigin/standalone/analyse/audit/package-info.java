/** Who changed what, or tried to: {@code origin audit}. */
package io.liveorigin.standalone.analyse.audit;
