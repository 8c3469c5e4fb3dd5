/** A private certificate authority, for benches, tests and trials. */
package io.liveorigin.access.authority;
