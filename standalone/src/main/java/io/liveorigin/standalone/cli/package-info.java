/** The {@code origin} command: options in, parts started, one line of output where it fails. */
package io.liveorigin.standalone.cli;
