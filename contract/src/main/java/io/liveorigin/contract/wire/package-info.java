/**
 * Values of records: {@code DecisionJson}, {@code DefectRecord}, {@code CellReport}, structured
 * fields, and others.
 */
package io.liveorigin.contract.wire;
