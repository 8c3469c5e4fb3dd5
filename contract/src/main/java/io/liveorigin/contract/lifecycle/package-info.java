/** Threads and resources of a process, and the build that it runs. */
package io.liveorigin.contract.lifecycle;
