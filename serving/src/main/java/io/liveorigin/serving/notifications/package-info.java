/** The notifications that responses and manifests state about their event. */
package io.liveorigin.serving.notifications;
