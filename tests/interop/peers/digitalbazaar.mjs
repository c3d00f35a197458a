// @digitalbazaar/vc as a stranger would use it: its own contexts, suite and key packages.
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

export const library = {
  vc, DataIntegrityProof, Ed25519Multikey, cryptosuite,
  contexts: [
    ...credentialsContexts, ...dataIntegrityContext.contexts, ...multikeyContext.contexts
  ]
};
