import { globalSidecars } from '@meshfence/core';
import type { Prometheus, TlsConfig } from '@meshfence/core';
import type { Sight } from '@meshfence/k8s-adapter';
import type { Access, Settings, Tls } from '@meshfence/prom-adapter';

type Given<A> = { readonly [K in keyof A]: A[K] | undefined };

/** Only what is said: where nothing is, the adapter knows what is best. */
const said = <A extends object>(given: Given<A>): Partial<A> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<A>;

const tlsOf = ({ caFile, certFile, insecureSkipVerify, keyFile, serverName }: TlsConfig): Tls =>
  said<Tls>({
    authorityFile: caFile,
    certificateFile: certFile,
    keyFile,
    serverName,
    isUnverified: insecureSkipVerify
  });

const fileOf = (file: string | undefined): Access['bearer'] => (file === undefined ? undefined : { file });

const basicOf = ({ basicAuth }: Prometheus): Access['basic'] =>
  basicAuth === undefined
    ? undefined
    : { username: basicAuth.username, password: { file: basicAuth.passwordFile } };

const accessOf = (prometheus: Prometheus): Access => {
  const { address, bearerTokenFile, headers, parameters, timeout, tlsConfig } = prometheus;
  return {
    address,
    ...said<Omit<Access, 'address'>>({
      bearer: fileOf(bearerTokenFile),
      basic: basicOf(prometheus),
      tls: tlsConfig === undefined ? undefined : tlsOf(tlsConfig),
      headers,
      parameters,
      timeout
    })
  };
};

/** What a source of edges from a SlimeBoot's Prometheus is made of. */
export const prometheusSettings = (prometheus: Prometheus, { config, now }: Sight): Settings => {
  const { interval, lookback, window } = prometheus;
  return {
    access: accessOf(prometheus),
    globalSidecars: () => globalSidecars(config()),
    now,
    ...said<Pick<Settings, 'interval' | 'lookback' | 'window'>>({ interval, lookback, window })
  };
};
