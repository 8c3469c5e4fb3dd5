/**
 * Values and headers of records: {@code SegmentRecord}, {@code DecisionJson}, {@code DefectRecord},
 * {@code CellReport}, structured fields.
 */
package io.liveorigin.contract.wire;
