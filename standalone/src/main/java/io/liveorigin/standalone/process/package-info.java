/** The parts of a process: a serving node with its selector, and the signal that stops a part. */
package io.liveorigin.standalone.process;
