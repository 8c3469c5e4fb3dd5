/** A bounded reader of ISO BMFF boxes over bytes that may be hostile (ISO/IEC 14496-12, 4.2). */
package io.liveorigin.media.box;
