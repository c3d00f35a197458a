// The npm peers behind one pipe: a JSON request a line in, a JSON answer a line out.
//
//   {op: "verify", lib, credential}                      -> {verified, error}
//   {op: "verifyEach", lib, credential}                  -> {proofs, error}, any document
//   {op: "issue", lib, credential, suite, created, KEY}  -> {credential, error}
//   {op: "secure", lib, credential, suite, created, KEY} -> {credential, error}, any document
//   {op: "verifyPresentation", lib, presentation, challenge, domain}        -> {verified, error}
//   {op: "present", lib, presentation, suite, challenge, domain, KEY}       -> {presentation, error}
//   {op: "time", lib, credential, count, suite, KEY} -> {issuing, verifying, error}, CPU seconds
//
// `lib` is "digitalbazaar" or "digitalcredentials", `suite` the name of a cryptosuite. KEY is `seed`,
// the 32 bytes of an Ed25519 key in hex, or `pair`, an ECDSA key in both its Multibase texts. A
// credential that has proofs already gets one more. `verified` says that one proof of the issuer's
// holds at least; `proofs` says of each, by its verification method, whether it holds, whoever's.
// Nothing is fetched. Each library brings its own contexts, and did:key is resolved with its own key
// package; only what a library has no context of its own for comes from the file named on the
// command line, {address: context document}.
import jsigs from 'jsonld-signatures';
import {driver as didKeyDriver} from '@digitalbazaar/did-method-key';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {library as digitalbazaar} from './digitalbazaar.mjs';
import {library as digitalcredentials} from './digitalcredentials.mjs';

const {purposes: {AssertionProofPurpose}} = jsigs;
const libraries = {digitalbazaar, digitalcredentials};
const handedOver = new Map(Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8'))));

function documentLoader({Ed25519Multikey, EcdsaMultikey, contexts}) {
  const known = new Map([...handedOver, ...contexts]);
  const didKeys = didKeyDriver();
  didKeys.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
  for(const header of EcdsaMultikey ? ['zDna', 'z82L'] : []) {
    didKeys.use({multibaseMultikeyHeader: header, fromMultibase: EcdsaMultikey.from});
  }
  return async url => {
    if(url.startsWith('did:key:')) {
      return {contextUrl: null, documentUrl: url, document: await didKeys.get({url})};
    }
    if(!known.has(url)) {
      throw new Error(`This peer knows no document ${url}`);
    }
    return {contextUrl: null, documentUrl: url, document: known.get(url)};
  };
}

function fullError(error) {
  const inner = (error?.errors ?? []).map(fullError);
  return [error?.message ?? String(error), ...inner].join(' <- ');
}

function verifyingSuites({DataIntegrityProof, cryptosuites}) {
  return Object.values(cryptosuites).map(
    ({verifying}) => new DataIntegrityProof({cryptosuite: verifying}));
}

// The library asks for an answer wherever a credential names a list; lists are not its matter.
const checkStatus = async () => ({verified: true});

function answerOf({verified, error}) {
  return {verified: verified === true, error: error ? fullError(error) : null};
}

async function verify({lib, credential}) {
  return answerOf(await libraries[lib].vc.verifyCredential({
    credential,
    suite: verifyingSuites(libraries[lib]),
    documentLoader: documentLoader(libraries[lib]),
    checkStatus
  }));
}

async function verifyEach({lib, credential}) {
  const {results} = await jsigs.verify(credential, {
    purpose: new AssertionProofPurpose(),
    suite: verifyingSuites(libraries[lib]),
    documentLoader: documentLoader(libraries[lib])
  });
  const proofs = results.map(({proof, verified}) => [proof.verificationMethod, verified]);
  return {proofs: Object.fromEntries(proofs), error: null};
}

async function verifyPresentation({lib, presentation, challenge, domain}) {
  return answerOf(await libraries[lib].vc.verify({
    presentation,
    challenge,
    domain,
    suite: verifyingSuites(libraries[lib]),
    documentLoader: documentLoader(libraries[lib]),
    checkStatus
  }));
}

const keys = new Map();

async function keyOf({lib, seed, pair}) {
  const name = `${lib} ${seed ?? pair.publicKeyMultibase}`;
  if(!keys.has(name)) {
    const {Ed25519Multikey, EcdsaMultikey} = libraries[lib];
    const key = seed ?
      await Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex')}) :
      await EcdsaMultikey.from({type: 'Multikey', ...pair});
    const {publicKeyMultibase} = await key.export({publicKey: true});
    key.controller = `did:key:${publicKeyMultibase}`;
    key.id = `${key.controller}#${publicKeyMultibase}`;
    keys.set(name, key);
  }
  return keys.get(name);
}

async function signingSuite({lib, suite = 'eddsa-rdfc-2022', created, ...key}) {
  const {DataIntegrityProof, cryptosuites} = libraries[lib];
  const signer = (await keyOf({lib, ...key})).signer();
  return new DataIntegrityProof({
    cryptosuite: cryptosuites[suite].signing, signer, date: created
  });
}

async function issue({lib, credential, ...how}) {
  const signed = await libraries[lib].vc.issue({
    credential: structuredClone(credential),
    suite: await signingSuite({lib, ...how}),
    documentLoader: documentLoader(libraries[lib])
  });
  return {credential: signed, error: null};
}

async function secure({lib, credential, ...how}) {
  const signed = await jsigs.sign(structuredClone(credential), {
    purpose: new AssertionProofPurpose(),
    suite: await signingSuite({lib, ...how}),
    documentLoader: documentLoader(libraries[lib])
  });
  return {credential: signed, error: null};
}

async function present({lib, presentation, challenge, domain, ...how}) {
  const signed = await libraries[lib].vc.signPresentation({
    presentation: structuredClone(presentation),
    challenge,
    domain,
    suite: await signingSuite({lib, ...how}),
    documentLoader: documentLoader(libraries[lib])
  });
  return {presentation: signed, error: null};
}

// CPU seconds of this process for `count` credentials that differ in their id, for the benchmark
// that stands ours beside it. The first one warms up and is not counted.
async function time({lib, credential, count, ...how}) {
  const unsigned = Array.from({length: count + 1}, (_, i) => (
    {...credential, id: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`}
  ));
  const signed = [];
  const issuing = await cpuSeconds(unsigned, async one => {
    signed.push((await issue({lib, credential: one, ...how})).credential);
  });
  const verifying = await cpuSeconds(signed, async one => {
    const {verified, error} = await verify({lib, credential: one});
    if(!verified) {
      throw new Error(error);
    }
  });
  return {issuing, verifying, error: null};
}

async function cpuSeconds([first, ...rest], operation) {
  await operation(first);
  const before = process.cpuUsage();
  for(const one of rest) {
    await operation(one);
  }
  const {user, system} = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const operations = {verify, verifyEach, issue, secure, verifyPresentation, present, time};
for await (const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    const {op, ...request} = JSON.parse(line);
    answer = await operations[op](request);
  } catch(error) {
    answer = {verified: false, credential: null, presentation: null, error: fullError(error)};
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
