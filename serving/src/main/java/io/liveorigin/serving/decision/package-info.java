/** What is known about decisions: the ones heard of lately, then the selector's index. */
package io.liveorigin.serving.decision;
