/** The admin API: operators declare events, mask bad ranges, and see the state of the node. */
package io.liveorigin.serving.admin;
