/** Many caches that pull every new segment at the same instant, as in a CDN without a shield. */
package io.liveorigin.bench.caches;
