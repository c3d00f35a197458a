// The npm peers behind one pipe: a JSON request a line in, a JSON answer a line out.
//
//   {op: "verify", lib, credential}               -> {verified, error}
//   {op: "issue", lib, credential, seed, created} -> {credential, error}
//   {op: "time", lib, what, credential, seed, count} -> {cpu_seconds, error}
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
  const keys = didKeyDriver();
  keys.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
  return async url => {
    if(url.startsWith('did:key:')) {
      return {contextUrl: null, documentUrl: url, document: await keys.get({url})};
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
    documentLoader: documentLoader(libraries[lib])
  });
  return {verified: result.verified === true, error: result.error ? fullError(result.error) : null};
}

async function issue({lib, credential, seed, created}) {
  const {vc, DataIntegrityProof, Ed25519Multikey, cryptosuite} = libraries[lib];
  const key = await Ed25519Multikey.generate({seed: Buffer.from(seed, 'hex')});
  const {publicKeyMultibase} = await key.export({publicKey: true});
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  const suite = new DataIntegrityProof({cryptosuite, signer: key.signer(), date: created});
  const signed = await vc.issue({
    credential: structuredClone(credential), suite, documentLoader: documentLoader(libraries[lib])
  });
  return {credential: signed, error: null};
}

// CPU time of `count` repetitions in this process, for the benchmark that stands beside ours.
async function time({what, count, ...request}) {
  const operation = {verify, issue}[what];
  await operation(request);
  const before = process.cpuUsage();
  for(let i = 0; i < count; ++i) {
    await operation(request);
  }
  const {user, system} = process.cpuUsage(before);
  return {cpu_seconds: (user + system) / 1e6, error: null};
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
