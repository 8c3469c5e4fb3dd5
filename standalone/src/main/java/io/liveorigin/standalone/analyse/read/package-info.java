/** Reads the public topics with plain consumers: no group, no commits. */
package io.liveorigin.standalone.analyse.read;
