/** What an ingest is told at its start: its address, its pipeline, and the limits of uploads. */
package io.liveorigin.ingest.config;
