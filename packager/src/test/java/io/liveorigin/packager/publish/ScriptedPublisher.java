package io.liveorigin.packager.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers as it is told, 201 when it is told nothing, and remembers what it was asked. */
public final class ScriptedPublisher implements SegmentPublisher {
  private final Deque<PutResult> answers = new ArrayDeque<>();
  private final List<PutRequest> requests = new ArrayList<>();

  public synchronized ScriptedPublisher then(int status) {
    answers.add(new PutResult.Answered(status, ""));
    return this;
  }

  public synchronized ScriptedPublisher thenUnreachable() {
    answers.add(new PutResult.Unreachable("connection refused"));
    return this;
  }

  @Override
  public synchronized PutResult put(PutRequest request) {
    requests.add(request);
    PutResult answer = answers.poll();
    return answer == null ? new PutResult.Answered(201, "") : answer;
  }

  public synchronized List<PutRequest> requests() {
    return List.copyOf(requests);
  }

  public List<String> paths() {
    return requests().stream().map(PutRequest::path).toList();
  }
}
