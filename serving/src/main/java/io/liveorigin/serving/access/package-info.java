/**
 * Who may read from the public listener: the CDN, if it has a secret, and viewers with a token, if
 * the tenant requires one. {@link io.liveorigin.serving.access.ReaderAccess} decides for both
 * fronts.
 */
package io.liveorigin.serving.access;
