/** {@code origin top}: events and lanes on a terminal, once a second. */
package io.liveorigin.standalone.top;
