/**
 * Writes a part of an event into a folder that plays by itself. It reads what the view of that part
 * lists over HTTP like any client, and compares the files with the digests that the origin states.
 */
package io.liveorigin.standalone.export;
