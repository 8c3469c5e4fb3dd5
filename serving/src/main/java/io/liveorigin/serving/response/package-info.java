/** Turns results into responses: validators, ranges, cache policy, header fields. */
package io.liveorigin.serving.response;
