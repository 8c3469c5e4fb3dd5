/**
 * The subjects of decisions: {@code Track}, {@code SegmentAddress}, {@code InitAddress}. Also URL
 * templates, views, surrogate keys, and the only code that parses URLs.
 */
package io.liveorigin.contract.address;
