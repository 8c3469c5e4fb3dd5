/** Values of records: {@code DecisionJson}, {@code DefectRecord}, {@code CellReport}, structured fields. */
package io.liveorigin.contract.wire;
