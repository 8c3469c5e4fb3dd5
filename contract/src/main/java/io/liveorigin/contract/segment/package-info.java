/**
 * Copies of segments and the facts about them: {@code Candidate}, {@code Defect}, {@code
 * DefectKind}, {@code Facts}, {@code Digest}.
 */
package io.liveorigin.contract.segment;
