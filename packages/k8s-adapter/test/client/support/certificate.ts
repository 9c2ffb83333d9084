import { generateKeyPairSync, sign } from 'node:crypto';
import { bitString, identifier, integer, octets, sequence, set, tagged, text, time, yes } from './der.js';

/** A key and its certificate, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

const day = 86_400_000;
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));
const nameOf = (commonName: string): Buffer =>
  sequence(set(sequence(identifier('550403'), text(commonName))));

/** For 127.0.0.1 and localhost. */
const alternativeNames = sequence(
  tagged(0x87, Buffer.from([127, 0, 0, 1])),
  tagged(0x82, Buffer.from('localhost'))
);

const extensions = tagged(
  0xa3,
  sequence(
    sequence(identifier('551d13'), yes, octets(sequence(yes))),
    sequence(identifier('551d11'), octets(alternativeNames))
  )
);

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** A certificate for this machine that is its own authority, good for a day. */
export const certificateOf = (commonName: string): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    nameOf(commonName),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions
  );
  const signature = bitString(sign('sha256', content, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(sequence(content, ecdsaWithSha256, signature))
  };
};
