/** A GET or HEAD, step by step: path, event, class, decision, hold, bytes. */
package io.liveorigin.serving.get;
