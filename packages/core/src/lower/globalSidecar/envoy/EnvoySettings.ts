import type { RequestLog } from '../../../model/Config.js';

/** What the configuration of Envoy depends on. */
export interface EnvoySettings {
  readonly httpPort: number;
  readonly probePort: number;
  readonly adminPort: number;
  /** Whether it listens on IPv6 too, which fails where the nodes have none. */
  readonly ipv6: boolean;
  readonly clusterDomain: string;
  /** Expressions of which a forbidden destination matches one. */
  readonly denied: ReadonlyArray<string>;
  /** Expressions of which a destination must match one; any will do where there are none. */
  readonly allowed: ReadonlyArray<string>;
  readonly requestLog: RequestLog;
  /** Bytes of memory that it may use; undefined where nobody has said. */
  readonly memory: number | undefined;
}
