// What nginx answers from the clock alone, for njs 0.7.9 and later; and how old an answer is.
//
// The limits are wider than the origin's own, so that a clock that is a little wrong, and packagers ahead of theirs, refuse
// nothing that the origin would serve or hold.

// Packagers may be five segments ahead of the clock (docs/http-ingest.md), and what is published is served.
const AHEAD = 5;
// The clock of this machine may be wrong by so many segments.
const SKEW = 2;

// What is asked for, or undefined where the event is not listed in nginx.conf.
function read(r) {
    const number = r.variables.edge_number;
    const fields = (r.variables.edge_schedule || '').split(' ').map(Number);
    if (!number || fields.length !== 6 || fields.some(Number.isNaN)) {
        return undefined;
    }
    const period = fields[1] * 1000 / fields[2];
    return {
        number: Number(number),
        start: fields[0],
        period: period,
        first: fields[3],
        latency: fields[4],
        window: fields[5],
    };
}

// When segment N is due, epoch ms: docs/event-definition.md.
function due(event, number) {
    return event.start + (number - event.first + 1) * event.period + event.latency;
}

// 'method', 'early', 'expired', or empty: ask the origin.
function verdict(r) {
    if (r.method !== 'GET' && r.method !== 'HEAD' && r.method !== 'OPTIONS') {
        return r.method === 'POST' && r.variables.path === '/cmcd' ? '' : 'method';
    }
    const event = read(r);
    if (event === undefined || r.method === 'OPTIONS') {
        return '';
    }
    const count = (now, delay) => event.first + Math.floor((now - delay - event.start) / event.period);
    const now = Date.now();
    if (event.number > count(now, 0) + AHEAD + 1 + SKEW) {
        return 'early';
    }
    return event.number < count(now, event.window) - SKEW ? 'expired' : '';
}

function problem(r, status, code, detail) {
    r.headersOut['Content-Type'] = 'application/problem+json';
    r.headersOut['Access-Control-Allow-Origin'] = '*';
    r.headersOut['Access-Control-Expose-Headers'] = 'Origin-Available-At, Date, Age';
    r.headersOut['Timing-Allow-Origin'] = '*';
    r.return(status, JSON.stringify({ type: 'about:blank', status: status, code: code, detail: detail }));
}

// Answers as the origin would (docs/http.md).
function refuse(r) {
    const found = verdict(r);
    if (found === 'method') {
        r.headersOut['Allow'] = 'GET, HEAD, OPTIONS';
        r.headersOut['Cache-Control'] = 'no-store';
        problem(r, 405, 'method-not-allowed', 'segments are PUT to ingest');
        return;
    }
    const event = read(r);
    if (found === 'expired') {
        r.headersOut['Cache-Control'] = 'public, max-age=3600';
        problem(r, 410, 'expired', 'the number has left the time-shift window');
        return;
    }
    // Until the origin would hold it, less what the clock may be wrong; not longer than a minute, because a number may be
    // nonsense.
    const left = due(event, event.number - 1 - SKEW) - Date.now();
    const seconds = Math.max(1, Math.min(60, Math.floor(left / 1000)));
    r.headersOut['Cache-Control'] = 'public, max-age=' + seconds;
    r.headersOut['Origin-Available-At'] = due(event, event.number).toFixed(0);
    problem(r, 404, 'not-yet', 'the number is not due yet');
}

// Part of the key of a segment that the origin would not even hold yet.
function early(r) {
    const event = read(r);
    return event !== undefined && Date.now() < due(event, event.number - 1) ? '#early' : '';
}

// Seconds since the origin answered (RFC 9111, section 5.1); empty where nginx did.
function age(r) {
    const date = Date.parse(r.variables.upstream_http_date || '');
    return Number.isNaN(date) ? '' : String(Math.max(0, Math.floor((Date.now() - date) / 1000)));
}

export default { verdict, refuse, early, age };
