/** Certificates of one's own, for benches, tests and trying out. */
package io.liveorigin.access.authority;
