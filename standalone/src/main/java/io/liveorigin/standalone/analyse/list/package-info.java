/**
 * Lists of records: {@code origin defects}, {@code audit}, {@code quarantine} and {@code refusals}.
 */
package io.liveorigin.standalone.analyse.list;
