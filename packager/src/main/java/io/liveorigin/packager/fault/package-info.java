/** The fault script: what a packager does wrong on purpose, per pipeline and number range. */
package io.liveorigin.packager.fault;
