/** Who may ask the public listener: the CDN, where it has a secret. */
package io.liveorigin.serving.access;
