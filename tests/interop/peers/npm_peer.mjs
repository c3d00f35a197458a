// The npm peers behind one pipe: a JSON request a line in, a JSON answer a line out.
//
//   {op: "verify", lib, credential}               -> {verified, error}
//   {op: "issue", lib, credential, seed, created} -> {credential, error}
//   {op: "time", lib, credential, seed, count}  -> {issuing, verifying, error}, CPU seconds
//
// `lib` is "digitalbazaar" or "digitalcredentials", `seed` the 32 bytes of an Ed25519 key in hex.
// Nothing is fetched. Each library brings its own contexts, and did:key is resolved with its own key
// package; only what a library has no context of its own for comes from the file named on the
// command line, {address: context document}.
import {driver as didKeyDriver} from '@digitalbazaar/did-method-key';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {library as digitalbazaar} from './digitalbazaar.mjs';
import {library as digitalcredentials} from './digitalcredentials.mjs';

const libraries = {digitalbazaar, digitalcredentials};
const handedOver = new Map(Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8'))));

function documentLoader({Ed25519Multikey, contexts}) {
  const known = new Map([...handedOver, ...contexts]);
  const didKeys = didKeyDriver();
  didKeys.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
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

async function verify({lib, credential}) {
  const {vc, DataIntegrityProof, cryptosuite} = libraries[lib];
  const result = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: documentLoader(libraries[lib]),
    // The library asks for an answer wherever a credential names a list; lists are not its matter.
    checkStatus: async () => ({verified: true})
  });
  return {verified: result.verified === true, error: result.error ? fullError(result.error) : null};
}

const keys = new Map();

async function keyOf(lib, seed) {
  const name = `${lib} ${seed}`;
  if(!keys.has(name)) {
    const key = await libraries[lib].Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex')});
    const {publicKeyMultibase} = await key.export({publicKey: true});
    key.controller = `did:key:${publicKeyMultibase}`;
    key.id = `${key.controller}#${publicKeyMultibase}`;
    keys.set(name, key);
  }
  return keys.get(name);
}

async function issue({lib, credential, seed, created}) {
  const {vc, DataIntegrityProof, cryptosuite} = libraries[lib];
  const signer = (await keyOf(lib, seed)).signer();
  const suite = new DataIntegrityProof({cryptosuite, signer, date: created});
  const signed = await vc.issue({
    credential: structuredClone(credential), suite, documentLoader: documentLoader(libraries[lib])
  });
  return {credential: signed, error: null};
}

// CPU seconds of this process for `count` credentials that differ in their id, for the benchmark
// that stands ours beside it. The first one warms up and is not counted.
async function time({lib, credential, seed, count}) {
  const unsigned = Array.from({length: count + 1}, (_, i) => (
    {...credential, id: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`}
  ));
  const signed = [];
  const issuing = await cpuSeconds(unsigned, async one => {
    signed.push((await issue({lib, credential: one, seed})).credential);
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

const operations = {verify, issue, time};
for await (const line of createInterface({input: process.stdin})) {
  let answer;
  try {
    const {op, ...request} = JSON.parse(line);
    answer = await operations[op](request);
  } catch(error) {
    answer = {verified: false, credential: null, error: fullError(error)};
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
