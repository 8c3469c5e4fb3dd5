/** What both listeners have in common: Javalin and Jetty, set up against their surprises. */
package io.liveorigin.serving.http;
