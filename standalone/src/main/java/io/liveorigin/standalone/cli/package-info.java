/** The {@code origin} command: it reads options, starts parts, and prints one line if it fails. */
package io.liveorigin.standalone.cli;
