/** The fault script: the faults that a packager makes on purpose, by pipeline and number range. */
package io.liveorigin.packager.fault;
