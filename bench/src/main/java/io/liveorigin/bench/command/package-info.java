/** The options that benches share, and the steps that all of them take. */
package io.liveorigin.bench.command;
