/** From a whole upload to a receipt: examined, compared with what is known, stored. */
package io.liveorigin.ingest.publish;
