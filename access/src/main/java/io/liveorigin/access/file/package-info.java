/** Follows files that operators change while a service runs. */
package io.liveorigin.access.file;
