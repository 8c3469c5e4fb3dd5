/** The reference packager: loops a real clip, re-timed to the epoch, as redundant pipelines. */
package io.liveorigin.packager;
