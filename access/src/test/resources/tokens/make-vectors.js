// Writes vectors.json: tokens made by software that is not ours. The tests read the recorded file and need no npm.
//
//   npm install @eyevinn/cat@0.16.4 && node make-vectors.js > vectors.json
//
// HMAC 256/256 by @eyevinn/cat itself; ES256 by cose-js, which it brings along; PS256 by Node's own crypto over cbor-x.
// The keys are for these tests alone. Signatures are random, so that another run gives other tokens.
const crypto = require('node:crypto');
const { CAT } = require('@eyevinn/cat');
const cbor = require('cbor-x');
const cose = require('cose-js');

const hmac = Buffer.from('403697de87af64611c1d32a05dab0fe1fcb715a86ab435f1ec99192d79569388', 'hex');
const seed = (text) => crypto.createHash('sha256').update(text).digest();
const ec = crypto.createECDH('prime256v1');
ec.setPrivateKey(seed('a key for tests alone'));
const point = ec.getPublicKey();
const ecJwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
const ecPem = crypto.createPublicKey({ key: ecJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });

// 2023-11-14T22:13:20Z, at which the tests' clock stands.
const now = 1700000000;
const common = { iss: 'https://login.acme.example', aud: 'acme-live', exp: now + 3600, nbf: now - 60, iat: now - 60 };
const catu = {
  scheme: { 'exact-match': 'https' },
  host: { 'suffix-match': '.acme.example' },
  path: { 'prefix-match': '/acme/news/' },
  extension: { 'exact-match': '.m4s' }
};

const maced = [
  ['plain', 'accepted', { ...common, cti: '0b71' }],
  ['audience of several', 'accepted', { ...common, aud: ['other', 'acme-live'] }],
  ['uri', 'accepted', { ...common, catu }],
  ['every part of the uri', 'accepted', { ...common, catu: { ...catu, port: { 'exact-match': '' },
    'parent-path': { 'exact-match': '/acme/news' }, filename: { 'contains-match': '-7.' }, stem: { 'suffix-match': 'v0-7' } } }],
  ['sha256 of the path', 'accepted', { ...common, catu: { path: { 'sha256-match': seed('/acme/news/v0-7.m4s').toString('hex') } } }],
  ['methods', 'accepted', { ...common, catm: ['HEAD', 'GET'] }],
  ['header', 'accepted', { ...common, cath: { 'X-Device': { 'prefix-match': 'tv-' } } }],
  ['replay permitted', 'accepted', { ...common, catreplay: 0 }],
  ['renewal and what to do in a refusal', 'accepted', { ...common, catr: { type: 'header', expadd: 120, deadline: 60 },
    catif: { exp: [307, { Location: 'https://login.acme.example/' }, 'k1'] } }],
  ['of nobody', 'uncovered', { ...common, iss: undefined }],
  ['of another issuer', 'uncovered', { ...common, iss: 'https://login.other.example' }],
  ['for another audience', 'uncovered', { ...common, aud: 'other' }],
  ['for no audience', 'uncovered', { ...common, aud: undefined }],
  ['another path', 'uncovered', { ...common, catu: { path: { 'prefix-match': '/acme/sport/' } } }],
  ['another host', 'uncovered', { ...common, catu: { host: { 'exact-match': 'cdn.other.example' } } }],
  ['another method', 'uncovered', { ...common, catm: ['POST'] }],
  ['another header', 'uncovered', { ...common, cath: { 'X-Device': { 'exact-match': 'phone' } } }],
  ['absent header', 'uncovered', { ...common, cath: { 'X-Absent': { 'contains-match': '' } } }],
  ['over', 'expired', { ...common, exp: now }],
  ['not yet', 'expired', { ...common, nbf: now + 60 }],
  ['without an end', 'unsupported', { ...common, exp: undefined }],
  ['replay prohibited', 'unsupported', { ...common, catreplay: 1 }],
  ['reuse detection', 'unsupported', { ...common, catreplay: 2 }],
  ['regular expression', 'unsupported', { ...common, catu: { path: { 'regex-match': ['^/acme/(a+)+$'] } } }],
  ['query', 'unsupported', { ...common, catu: { query: { 'exact-match': 'a=1' } } }],
  ['network', 'unsupported', { ...common, catnip: ['192.0.2.0/24'] }],
  ['country', 'unsupported', { ...common, catgeoiso3166: ['DE'] }],
  ['protocol', 'unsupported', { ...common, catalpn: ['h2'] }],
  ['probability', 'unsupported', { ...common, catpor: [0.5, 'x'] }],
  ['another version', 'unsupported', { ...common, catv: 2 }]
];

const without = (claims) => Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));

async function main() {
  const vectors = [];
  for (const [name, outcome, claims] of maced) {
    const cat = new CAT({ keys: { k1: hmac }, expectCwtTag: true });
    const token = await cat.generateFromJson(without(claims), { type: 'mac', alg: 'HS256', kid: 'k1' });
    vectors.push({ name, outcome, token });
  }
  const other = new CAT({ keys: { k1: seed('another') }, expectCwtTag: true });
  vectors.push({ name: 'of another key', outcome: 'invalid',
    token: await other.generateFromJson(common, { type: 'mac', alg: 'HS256', kid: 'k1' }) });
  const unnamed = new CAT({ keys: { k9: hmac }, expectCwtTag: true });
  vectors.push({ name: 'of a key that the file does not name', outcome: 'invalid',
    token: await unnamed.generateFromJson(common, { type: 'mac', alg: 'HS256', kid: 'k9' }) });

  const encoder = new cbor.Encoder({ mapsAsObjects: false, useRecords: false });
  const payload = encoder.encode(new Map([[1, common.iss], [3, common.aud], [4, common.exp], [310, 1],
    [312, new Map([[3, new Map([[1, '/acme/news/']])]])]]));
  const signed = await cose.sign.create({ p: { alg: 'ES256' }, u: { kid: 'es' } }, payload, { key: { d: ec.getPrivateKey() } });
  vectors.push({ name: 'ES256', outcome: 'accepted', token: Buffer.from(signed).toString('base64url') });
  signed[signed.length - 1] ^= 1;
  vectors.push({ name: 'ES256 with another signature', outcome: 'invalid', token: Buffer.from(signed).toString('base64url') });

  const protect = encoder.encode(new Map([[1, -37], [4, Buffer.from('ps')]]));
  const structure = encoder.encode(['Signature1', protect, Buffer.alloc(0), payload]);
  const signature = crypto.sign('sha256', structure, { key: rsa.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const untagged = encoder.encode([protect, new Map(), payload, signature]);
  vectors.push({ name: 'PS256, without tags, kid in the protected header', outcome: 'accepted', token: untagged.toString('base64url') });

  console.log(JSON.stringify({
    keys: { k1: hmac.toString('base64url'), es: ecPem, ps: rsa.publicKey.export({ type: 'spki', format: 'pem' }) },
    vectors
  }, null, 1));
}

main();
