/**
 * A bounded reader of ISO BMFF boxes over bytes that may be hostile, and a writer of them (ISO/IEC
 * 14496-12, 4.2).
 */
package io.liveorigin.media.box;
