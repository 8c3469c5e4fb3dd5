package io.liveorigin.serving;

import io.liveorigin.serving.bytes.kafka.Prefetch;
import io.liveorigin.serving.bytes.kafka.SegmentReadBack;
import io.liveorigin.serving.fill.AsyncFillerMaker;
import io.liveorigin.serving.fill.CachedFillerProvider;
import io.liveorigin.serving.fill.FillerAwareReader;
import io.liveorigin.serving.front.GetEngine;
import io.liveorigin.serving.init.InitBytes;
import io.liveorigin.serving.init.InitService;
import io.liveorigin.serving.load.LowPriorityExecutor;
import io.liveorigin.serving.manifest.ManifestService;
import io.liveorigin.serving.notifications.EventNotifications;
import io.liveorigin.serving.playlist.PlaylistService;
import io.liveorigin.serving.request.LiveEdgeRule;
import io.liveorigin.serving.request.RequestRule;
import io.liveorigin.serving.request.RouteResolver;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.CmsdDynamic;
import io.liveorigin.serving.response.ResponseFactory;
import io.liveorigin.serving.response.SegmentContent;
import io.liveorigin.serving.segment.DecidedSegmentResponses;
import io.liveorigin.serving.segment.EmptySegmentResponses;
import io.liveorigin.serving.segment.GeneratedResponses;
import io.liveorigin.serving.segment.HeldTimes;
import io.liveorigin.serving.segment.HoldService;
import io.liveorigin.serving.segment.InitDecisions;
import io.liveorigin.serving.segment.OverloadRefusal;
import io.liveorigin.serving.segment.SegmentBytes;
import io.liveorigin.serving.segment.SegmentInits;
import io.liveorigin.serving.segment.SegmentRefusals;
import io.liveorigin.serving.segment.SegmentService;
import io.liveorigin.serving.segment.TextSegmentResponses;

/** Builds the part that serves viewers: the engine and everything that it uses. */
final class ViewerAssembly {
  private final ServerContext context;
  private final NodeServices services;
  private final CachePolicy policy;
  private final LiveEdgeRule liveEdges;
  private final ResponseFactory responses;
  private final SegmentContent contents;
  private final RequestRule rule;

  ViewerAssembly(ServerContext context, NodeServices services) {
    this.context = context;
    this.services = services;
    this.policy = new CachePolicy(context.config().maxAges());
    this.liveEdges = new LiveEdgeRule(context.edge().recent()::largestDecided);
    this.responses =
        new ResponseFactory(
            policy,
            new CmsdDynamic(context.config().name(), services.admission()::underDuress),
            new EventNotifications(context.ports().control(), liveEdges::of));
    this.contents = new SegmentContent(policy, responses, context.config().name());
    this.rule =
        new RequestRule(
            new NodeRoutingState(
                context.ports().control(), services.readiness(), context.edge().recent()),
            policy);
  }

  ResponseFactory responses() {
    return responses;
  }

  /** Builds the one engine behind every front. */
  GetEngine engine() {
    LowPriorityExecutor older = context.closer().add(new LowPriorityExecutor("dvr-answers"));
    InitDecisions inits = new InitDecisions(context.edge().recent(), services.index());
    InitBytes initBytes = new InitBytes(services.index(), context.ports().control());
    HoldService held =
        new HoldService(
            context.edge().holds(),
            context.config().hold(),
            services.index(),
            context.edge().threads().releases(),
            new HeldTimes(context.meters(), System::nanoTime));
    return new GetEngine(
        new RouteResolver(rule),
        segments(older, held, new SegmentInits(inits, initBytes::get)),
        new InitService(inits, initBytes, contents, policy, responses, context.clock()),
        new ManifestService(
            inits,
            context.edge().timelines(),
            context.edge().facts(),
            services.index(),
            context.ports().control(),
            policy,
            responses,
            context.config().cdn().publicUrl(),
            context.clock()),
        new PlaylistService(
            context.edge().timelines(),
            inits,
            services.index(),
            held,
            context.ports().control(),
            policy,
            responses,
            context.clock()),
        responses,
        older,
        context.edge().tenants(),
        services.requests(),
        context.clock());
  }

  private SegmentService segments(LowPriorityExecutor older, HoldService held, SegmentInits inits) {
    LiveEdgeState edge = context.edge();
    OverloadRefusal overload = new OverloadRefusal(context.config().admission().refusalAge());
    // These responses have threads of their own: older segments must not occupy the threads that
    // release holds, and segments read back for the live edge must not wait behind DVR requests.
    LowPriorityExecutor readBackAnswers =
        context.closer().add(new LowPriorityExecutor("read-back-answers"));
    SegmentRefusals refusals =
        new SegmentRefusals(services.admission(), overload, older, responses, context.clock());
    SegmentBytes bytes = bytes(overload);
    GeneratedResponses made =
        new GeneratedResponses(liveEdges, responses, refusals, context.clock());
    TextSegmentResponses texts =
        new TextSegmentResponses(
            rule, contents, inits, bytes, made, refusals, readBackAnswers, context.clock());
    DecidedSegmentResponses decided =
        new DecidedSegmentResponses(
            rule,
            liveEdges,
            contents,
            bytes,
            texts,
            new EmptySegmentResponses(rule, contents, inits, made, refusals),
            responses,
            refusals,
            readBackAnswers,
            context.clock());
    return new SegmentService(
        edge.recent(),
        edge.requestedTracks(),
        held,
        services.index(),
        rule,
        decided,
        refusals,
        context.clock());
  }

  private SegmentBytes bytes(OverloadRefusal overload) {
    AsyncFillerMaker generator =
        context.closer().add(new AsyncFillerMaker(context.ports().reader(), services.index()));
    context
        .edge()
        .fillers(new CachedFillerProvider(generator, context.edge().cache(), context.clock()));
    SegmentReadBack readBack =
        new SegmentReadBack(
            new FillerAwareReader(context.ports().reader(), generator, context.ports().control()),
            context.edge().cache(),
            services.admission(),
            context.clock(),
            segment -> services.index().lost(segment.address(), segment.digest()),
            context.meters());
    Prefetch prefetch =
        context
            .closer()
            .add(
                Prefetch.start(
                    readBack,
                    services.index(),
                    context.memory(),
                    System::nanoTime,
                    context.meters()));
    return new SegmentBytes(
        context.edge().cache(), readBack, prefetch, services.admission(), overload);
  }
}
