/** The settings of an ingest: its address, its pipelines, and the limits of uploads. */
package io.liveorigin.ingest.config;
