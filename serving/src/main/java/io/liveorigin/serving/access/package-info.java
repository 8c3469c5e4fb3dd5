/**
 * Who may ask the public listener: the CDN, where it has a secret, and viewers with a token, where
 * a tenant asks for one. {@link io.liveorigin.serving.access.ReaderAccess} decides for both fronts.
 */
package io.liveorigin.serving.access;
