package io.liveorigin.serving;

import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.kafka.ReadBack;
import io.liveorigin.serving.fill.FillerBytes;
import io.liveorigin.serving.fill.FillerDesk;
import io.liveorigin.serving.fill.FillingReader;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.init.InitBytes;
import io.liveorigin.serving.init.InitGet;
import io.liveorigin.serving.load.OlderThreads;
import io.liveorigin.serving.manifest.ManifestGet;
import io.liveorigin.serving.notifications.EventNotifications;
import io.liveorigin.serving.playlist.PlaylistService;
import io.liveorigin.serving.request.LiveEdges;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.Routes;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.CmsdDynamic;
import io.liveorigin.serving.response.Responses;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.segment.DecidedSegments;
import io.liveorigin.serving.segment.EmptySegments;
import io.liveorigin.serving.segment.HeldRequests;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.segment.MadeAnswers;
import io.liveorigin.serving.segment.Overload;
import io.liveorigin.serving.segment.SegmentBytes;
import io.liveorigin.serving.segment.SegmentInits;
import io.liveorigin.serving.segment.SegmentRefusals;
import io.liveorigin.serving.segment.SegmentService;
import io.liveorigin.serving.segment.TextSegments;

/** Builds what answers viewers: the engine, and for it whatever finds and says an answer. */
final class Answers {
  private final Foundation base;
  private final NodeState state;
  private final CachePolicy policy;
  private final LiveEdges edges;
  private final Responses responses;
  private final SegmentContent contents;
  private final RequestRule rule;

  Answers(Foundation base, NodeState state) {
    this.base = base;
    this.state = state;
    this.policy = new CachePolicy(base.config().maxAges());
    this.edges = new LiveEdges(base.edge().recent()::largestDecided);
    this.responses =
        new Responses(
            policy,
            new CmsdDynamic(base.config().name(), state.admission()::underDuress),
            new EventNotifications(base.ports().control(), edges::of));
    this.contents = new SegmentContent(policy, responses, base.config().name());
    this.rule =
        new RequestRule(
            new KnownNow(base.ports().control(), state.readiness(), base.edge().recent()), policy);
  }

  Responses responses() {
    return responses;
  }

  /** The one engine behind every front. */
  GetEngine engine() {
    OlderThreads older = base.open().add(new OlderThreads("dvr-answers"));
    InitDecisions inits = new InitDecisions(base.edge().recent(), state.index());
    InitBytes initBytes = new InitBytes(state.index(), base.ports().control());
    HeldRequests held =
        new HeldRequests(
            base.edge().holds(),
            base.config().hold(),
            state.index(),
            base.edge().threads().releases());
    return new GetEngine(
        new Routes(rule),
        segments(older, held, new SegmentInits(inits, initBytes::get)),
        new InitGet(inits, initBytes, contents, policy, responses, base.clock()),
        new ManifestGet(
            inits,
            base.edge().timelines(),
            base.edge().facts(),
            state.index(),
            base.ports().control(),
            policy,
            responses,
            base.config().cdn().publicUrl(),
            base.clock()),
        new PlaylistService(
            base.edge().timelines(),
            inits,
            state.index(),
            held,
            base.ports().control(),
            policy,
            responses,
            base.clock()),
        responses,
        older,
        base.edge().tenants(),
        state.requests(),
        base.clock());
  }

  private SegmentService segments(OlderThreads older, HeldRequests held, SegmentInits inits) {
    LiveEdge edge = base.edge();
    Overload overload = new Overload(base.config().admission().refusalAge());
    // Threads of their own: neither those that release holds must be kept by older segments, nor
    // what was read back for an edge by all who wait for DVR.
    OlderThreads readBackAnswers = base.open().add(new OlderThreads("read-back-answers"));
    SegmentRefusals refusals =
        new SegmentRefusals(state.admission(), overload, older, responses, base.clock());
    SegmentBytes bytes = bytes(overload);
    MadeAnswers made = new MadeAnswers(edges, responses, refusals, base.clock());
    TextSegments texts =
        new TextSegments(
            rule, contents, inits, bytes, made, refusals, readBackAnswers, base.clock());
    DecidedSegments decided =
        new DecidedSegments(
            rule,
            edges,
            contents,
            bytes,
            texts,
            new EmptySegments(rule, contents, inits, made, refusals),
            responses,
            refusals,
            readBackAnswers,
            base.clock());
    return new SegmentService(
        edge.recent(), edge.followed(), held, state.index(), rule, decided, refusals, base.clock());
  }

  private SegmentBytes bytes(Overload overload) {
    FillerBytes fillers = base.open().add(new FillerBytes(base.ports().reader(), state.index()));
    base.edge().fillers(new FillerDesk(fillers, base.edge().cache(), base.clock()));
    ReadBack readBack =
        new ReadBack(
            new FillingReader(base.ports().reader(), fillers, base.ports().control()),
            base.edge().cache(),
            state.admission(),
            base.clock(),
            segment -> state.index().lost(segment.address(), segment.digest()),
            base.meters());
    Prefetch prefetch =
        base.open()
            .add(
                Prefetch.start(
                    readBack, state.index(), base.memory(), System::nanoTime, base.meters()));
    return new SegmentBytes(base.edge().cache(), readBack, prefetch, state.admission(), overload);
  }
}
