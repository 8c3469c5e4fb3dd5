/** Requests and their routes: what a path names, what the schedule says about it, and refusals. */
package io.liveorigin.serving.request;
