/** Responds to requests for init segments. */
package io.liveorigin.serving.init;
