/** From what was found to what goes over the wire: validators, ranges, cache policy, headers. */
package io.liveorigin.serving.response;
