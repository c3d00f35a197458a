// @digitalbazaar/vc as a stranger would use it: its own contexts, suite and key packages.
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const both = suite => ({signing: suite, verifying: suite});
const apart = ({createSignCryptosuite, createVerifyCryptosuite}) => ({
  signing: createSignCryptosuite(), verifying: createVerifyCryptosuite()
});

export const library = {
  vc, DataIntegrityProof, Ed25519Multikey, EcdsaMultikey,
  cryptosuites: {
    'eddsa-rdfc-2022': both(eddsaRdfc),
    'eddsa-jcs-2022': apart(eddsaJcs),
    'ecdsa-rdfc-2019': both(ecdsaRdfc),
    'ecdsa-jcs-2019': apart(ecdsaJcs)
  },
  contexts: [
    ...credentialsContexts, ...dataIntegrityContext.contexts, ...multikeyContext.contexts
  ]
};
