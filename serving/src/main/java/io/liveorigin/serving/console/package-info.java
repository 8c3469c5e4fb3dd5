/** The files of the console, which browsers load from the admin listener. */
package io.liveorigin.serving.console;
