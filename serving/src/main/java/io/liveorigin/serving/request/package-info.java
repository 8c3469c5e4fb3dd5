/** Requests and their routes: what a path names, what the schedule says of it, and refusals. */
package io.liveorigin.serving.request;
