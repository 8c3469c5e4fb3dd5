package io.liveorigin.standalone.doctor.facts;

import io.liveorigin.contract.control.Mask;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.EventDefinition;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An event as one serving node sees it.
 *
 * @param live whether segments of it are due now
 * @param edgeAge seconds since the end of the media of the newest decided segment; empty before the
 *     first decision
 * @param pipelineAges seconds since the last segment of a pipeline arrived, by pipeline; a pipeline
 *     that sent nothing since the start of the node is left out
 * @param initDefects what is wrong with the latest init segments, one text for each
 * @param masks masks in force
 * @param recent the latest decisions of the first representation, oldest first
 */
public record EventFacts(
    EventDefinition definition,
    boolean live,
    OptionalDouble edgeAge,
    Map<String, Double> pipelineAges,
    List<String> initDefects,
    List<Mask> masks,
    List<Decision> recent) {}
