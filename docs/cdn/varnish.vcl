# Varnish in front of Live Origin: varnishd -f. Why each setting is as it is, what was tested, and the parameters to start it
# with: README.md beside this file. Everything to change is between the two lines "SETTINGS".
vcl 4.1;

import directors;
import std;

# ---- SETTINGS ---------------------------------------------------------------------------------------------

# A cell. It holds a request up to 10 s (hold.longest): a first byte that comes later than that is a fault.
backend cell_1 {
    .host = "127.0.0.1";
    .port = "8080";
    .connect_timeout = 1s;
    .first_byte_timeout = 20s;
    .between_bytes_timeout = 5s;
    # The time needs no secret. What a cell cannot say at the moment is its 503, not its health.
    .probe = {
        .url = "/time";
        .interval = 1s;
        .timeout = 1s;
        .window = 4;
        .threshold = 2;
        .initial = 2;
    }
}

# The cells in turn; all answer alike.
sub vcl_init {
    new cells = directors.round_robin();
    cells.add_backend(cell_1);
}

# Who may PURGE and BAN, by the address of the client. Behind a TLS proxy on this machine that is 127.0.0.1 for everybody: start
# Varnish with -a ADDRESS,PROXY and let the proxy send the PROXY protocol, or take the two lines out (README.md, "Start").
acl purgers {
    "127.0.0.1";
    "::1";
}

sub settings {
    # One that is in the file of `origin serve --cdn-secret-file`.
    set req.http.Edge-Secret = "change-me-cdn-secret";

    # What the edge may refuse without asking, by event: media time zero in epoch ms, segment duration, its timescale,
    # startNumber, expectedLatency in ms, timeShiftBufferDepth in ms; and where the number is in the URL. They are those of the
    # event's definition. An event that is not listed costs the origin a request for each refusal, and nothing else.
    if (req.url ~ "^/demo/clip/[^/?]+-[0-9]+\.m4s(\.vtt)?(\?|$)") {
        set req.http.Edge-Number = regsub(req.url, "^[^?]*-([0-9]+)\.m4s.*$", "\1");
        set req.http.Edge-Start = "0";
        set req.http.Edge-Duration = "2";
        set req.http.Edge-Timescale = "1";
        set req.http.Edge-First = "0";
        set req.http.Edge-Latency = "1000";
        set req.http.Edge-Window = "600000";
    }

    # Viewers' tokens that the origin checks (docs/security.md): the tenants that ask for them. Each token has variants of its own. A
    # token for any other tenant goes no further than this.
    if (req.url ~ "^/token-demo/") {
        set req.http.Edge-Token = "1";
    }
}

# ---- SETTINGS END -----------------------------------------------------------------------------------------

sub vcl_recv {
    # Ours alone; a client's would be believed.
    unset req.http.Edge-Secret;
    unset req.http.Edge-Number;
    unset req.http.Edge-Due;
    unset req.http.Edge-Token;
    unset req.http.Origin-CDN-Secret;
    if (req.restarts == 0) {
        unset req.http.Edge-Stale;
    }
    call settings;
    call token;
    set req.backend_hint = cells.backend();

    if (req.method == "PURGE" || req.method == "BAN") {
        if (client.ip !~ purgers) {
            return (synth(403, "forbidden"));
        }
        if (req.method == "PURGE") {
            return (purge);
        }
        call ban_by_key;
    }
    if (req.method == "OPTIONS" || (req.method == "POST" && req.url ~ "^/cmcd(\?|$)")) {
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (synth(405, "method-not-allowed"));
    }
    call edge_limits;

    # Varnish would pass what carries these. No answer of the origin depends on them.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # While the origin answers, stale is served only as long as it said for that; otherwise as long as anything is left.
    if (std.healthy(req.backend_hint) && !req.http.Edge-Stale) {
        set req.grace = 5s;
    } else {
        set req.grace = 24h;
    }
    return (hash);
}

# A token in the query goes on in its header field, by which the origin's answers vary. The query is no part of the hash: there, the
# token of one viewer would open the segment to all.
sub token {
    if (req.http.Edge-Token) {
        if (!req.http.CTA-Common-Access-Token && req.url ~ "(?i)[?&]CAT=[A-Za-z0-9_=%-]+") {
            set req.http.CTA-Common-Access-Token = regsub(req.url, "(?i)^[^?]*\?(|.*&)CAT=([A-Za-z0-9_=%-]+).*$", "\2");
        }
    } else {
        unset req.http.CTA-Common-Access-Token;
    }
    set req.url = regsub(regsuball(req.url, "(?i)([?&])CAT=[^&]*&?", "\1"), "[?&]$", "");
}

# BAN with one key in Surrogate-Key. On obj alone, so that the lurker can finish it: a ban that looks at a request stays on
# the list until every object was asked for.
sub ban_by_key {
    if (req.http.Surrogate-Key !~ "^[A-Za-z0-9._/-]+$") {
        return (synth(400, "malformed-header"));
    }
    if (!std.ban("obj.http.Surrogate-Key ~ (^|\s)" + regsuball(req.http.Surrogate-Key, "\.", "\\.") + "(\s|$)")) {
        return (synth(500, std.ban_error()));
    }
    return (synth(200, "banned"));
}

# Refuses what neither the origin would serve nor hold, by the clock alone. The limits are wider than the origin's own: packagers
# may be five segments ahead of the clock, and what is published is served; and this clock may be wrong by two segments.
sub edge_limits {
    if (!req.http.Edge-Number) {
        return;
    }
    # A number of Varnish has at most 15 digits, and what is computed from this one too.
    if (req.http.Edge-Number ~ "^.{11}") {
        set req.http.Edge-Number = "9999999999";
    }
    # Epoch ms in media time, in units of a segment: now * timescale / (duration * 1000).
    if (std.integer(req.http.Edge-Number, 0) - std.integer(req.http.Edge-First, 0) - 8
            > (std.time2integer(now, 0) * 1000 - std.integer(req.http.Edge-Start, 0))
                * std.integer(req.http.Edge-Timescale, 1) / (std.integer(req.http.Edge-Duration, 1) * 1000)) {
        return (synth(404, "not-yet"));
    }
    if (std.integer(req.http.Edge-Number, 0) - std.integer(req.http.Edge-First, 0) + 2
            < (std.time2integer(now, 0) * 1000 - std.integer(req.http.Edge-Start, 0)
                - std.integer(req.http.Edge-Window, 0))
                * std.integer(req.http.Edge-Timescale, 1) / (std.integer(req.http.Edge-Duration, 1) * 1000)) {
        return (synth(410, "expired"));
    }
}

# The path alone: CMCD in the query, and the name by which the CDN is reached, make no other object. Delivery directives of a
# playlist do (RFC 8216bis, 6.2.5): a blocked reload must not be answered with a playlist that was cached before.
sub vcl_hash {
    hash_data(regsub(req.url, "\?.*$", ""));
    if (req.url ~ "\.m3u8\?") {
        if (req.url ~ "[?&]_HLS_msn=[0-9]{1,20}(&|$)") {
            hash_data("msn=" + regsub(req.url, "^.*[?&]_HLS_msn=([0-9]+).*$", "\1"));
        }
        if (req.url ~ "[?&]_HLS_skip=(YES|v2)(&|$)") {
            hash_data("skip");
        }
    }
    return (lookup);
}

sub vcl_backend_fetch {
    set bereq.http.Origin-CDN-Secret = bereq.http.Edge-Secret;
    set bereq.http.Via = "1.1 varnish";
    unset bereq.http.Edge-Secret;
    unset bereq.http.Edge-Number;
    unset bereq.http.Edge-Token;
    unset bereq.http.Edge-Start;
    unset bereq.http.Edge-Duration;
    unset bereq.http.Edge-Timescale;
    unset bereq.http.Edge-First;
    unset bereq.http.Edge-Latency;
    unset bereq.http.Edge-Window;
    unset bereq.http.Edge-Stale;
    return (fetch);
}

sub vcl_backend_response {
    # The origin cannot say. What is stale but may be served in an error stays.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    # RFC 9213: what is meant for caches like this one goes before what is meant for all.
    if (beresp.http.CDN-Cache-Control) {
        set beresp.http.Edge-Control = beresp.http.CDN-Cache-Control;
    } else {
        set beresp.http.Edge-Control = beresp.http.Cache-Control;
    }
    if (beresp.http.Edge-Control ~ "(no-store|no-cache|private)" || beresp.http.Edge-Control !~ "max-age=[0-9]+") {
        # Never stored. For a tenth of a second it is known that there is nothing to wait for, so that those who wait now go to
        # the origin together and not one after the other; longer, and nobody would wait for the segment that comes next.
        set beresp.uncacheable = true;
        set beresp.ttl = 0.1s;
        unset beresp.http.Edge-Control;
        return (deliver);
    }
    set beresp.ttl = std.duration(regsub(beresp.http.Edge-Control, "^.*max-age=([0-9]+).*$", "\1s"), 0s);
    # Stale only as the origin allows; a segment never has it, because one that was replaced must not come back.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    if (beresp.http.Edge-Control ~ "stale-while-revalidate=[0-9]+") {
        set beresp.grace =
            std.duration(regsub(beresp.http.Edge-Control, "^.*stale-while-revalidate=([0-9]+).*$", "\1s"), 0s);
        set beresp.keep = 10s;
    }
    if (beresp.http.Edge-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(regsub(beresp.http.Edge-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
    }
    unset beresp.http.Edge-Control;
    return (deliver);
}

sub vcl_backend_error {
    set beresp.http.Content-Type = "application/problem+json";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "1";
    set beresp.http.Access-Control-Allow-Origin = "*";
    synthetic("""{"type":"about:blank","status":503,"code":"not-ready","detail":"the origin does not answer"}""");
    # As above: known for a moment, so that nobody queues for it.
    set beresp.uncacheable = true;
    set beresp.ttl = 0.1s;
    return (deliver);
}

sub vcl_deliver {
    # The origin failed now, although it seemed well: once more, with anything stale that may be served in an error.
    if (resp.status >= 500 && req.restarts == 0 && req.url ~ "\.(mpd|m3u8|mp4)(\?|$)") {
        set req.http.Edge-Stale = "1";
        return (restart);
    }
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
    unset resp.http.Surrogate-Key;
    unset resp.http.CDN-Cache-Control;
    unset resp.http.X-Accel-Expires;
    unset resp.http.X-Varnish;
    return (deliver);
}

# Refusals of the edge read like those of the origin (docs/http.md).
sub vcl_synth {
    if (resp.reason == "not-yet") {
        set resp.http.Cache-Control = "public, max-age=1";
        set resp.http.Origin-Available-At = "" + (std.integer(req.http.Edge-Start, 0) + std.integer(req.http.Edge-Latency, 0)
            + (std.integer(req.http.Edge-Number, 0) - std.integer(req.http.Edge-First, 0) + 1)
                * std.integer(req.http.Edge-Duration, 1) * 1000 / std.integer(req.http.Edge-Timescale, 1));
    } else if (resp.reason == "expired") {
        set resp.http.Cache-Control = "public, max-age=3600";
    } else {
        set resp.http.Cache-Control = "no-store";
        if (resp.status == 405) {
            set resp.http.Allow = "GET, HEAD, OPTIONS";
        }
    }
    set resp.http.Content-Type = "application/problem+json";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Origin-Available-At, Date, Age";
    set resp.http.Timing-Allow-Origin = "*";
    synthetic("""{"type":"about:blank","status":""" + resp.status + {","code":""} + resp.reason + {"""} + "}");
    unset resp.http.X-Varnish;
    return (deliver);
}
