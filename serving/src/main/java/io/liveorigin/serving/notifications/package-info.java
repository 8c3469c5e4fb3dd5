/** What an answer says about its event beside the answer itself. */
package io.liveorigin.serving.notifications;
