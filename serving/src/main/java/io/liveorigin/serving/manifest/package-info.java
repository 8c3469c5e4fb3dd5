/** Manifests, generated from the event definition and the init segments. */
package io.liveorigin.serving.manifest;
