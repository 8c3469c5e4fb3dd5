/** Init segments. */
package io.liveorigin.serving.init;
