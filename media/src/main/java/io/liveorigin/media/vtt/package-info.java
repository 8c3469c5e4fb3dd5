/** Makes raw WebVTT from WebVTT in MP4 (ISO/IEC 14496-30, 7). */
package io.liveorigin.media.vtt;
