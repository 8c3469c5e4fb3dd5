/** Many caches that pull every new segment at the same instant, as a CDN without a shield does. */
package io.liveorigin.bench.caches;
