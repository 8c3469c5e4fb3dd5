/** Damage on purpose: media and init segments changed as a faulty packager would send them. */
package io.liveorigin.media.edit;
