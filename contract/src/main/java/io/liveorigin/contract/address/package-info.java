/**
 * What a decision is about: {@code Track}, {@code SegmentAddress}, {@code InitAddress}; URL
 * templates and the one place that parses URLs, views, surrogate keys.
 */
package io.liveorigin.contract.address;
