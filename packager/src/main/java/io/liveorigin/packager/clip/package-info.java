/** The looped clip: real media for every segment number from the epoch on. */
package io.liveorigin.packager.clip;
