import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settings } from '@meshfence/als-adapter';
import { exit, failure } from '../exit.js';

/** Files with which access logs are received by TLS, and those who send them are known by certificates. */
export interface ReceiverTls {
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsClientCa?: string | undefined;
}

/** Who may speak to a receiver of access logs. `prefix` is put before the names of options. */
export const addReceiverTls = (command: Command, prefix = ''): Command =>
  command
    .addOption(
      new Option(
        `--${prefix}tls-cert <FILE>`,
        'a certificate, read again when it changes: then only TLS is spoken'
      )
    )
    .addOption(new Option(`--${prefix}tls-key <FILE>`, 'its key'))
    .addOption(
      new Option(
        `--${prefix}tls-client-ca <FILE>`,
        "who signs clients' certificates: then nobody is heard without one"
      )
    );

/** The files as a receiver takes them; undefined where it speaks plainly. Throws where one is missing. */
export const receiverTls = ({ tlsCert, tlsClientCa, tlsKey }: ReceiverTls, prefix = ''): Settings['tls'] => {
  if (tlsCert === undefined && tlsKey === undefined && tlsClientCa === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw failure(
      exit.usage,
      'TLS needs a certificate and its key.',
      `Give both --${prefix}tls-cert and --${prefix}tls-key, or neither.`
    );
  return { certificate: tlsCert, key: tlsKey, clientCa: tlsClientCa };
};
