/** Helpers that the tests of several modules share. */
package io.liveorigin.testing;
