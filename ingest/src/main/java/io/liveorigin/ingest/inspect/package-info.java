/** Inspection of uploads: the defects that the packager declares and those that the boxes show. */
package io.liveorigin.ingest.inspect;
