/** What is wrong with an upload: what its packager declares and what its boxes show. */
package io.liveorigin.ingest.inspect;
