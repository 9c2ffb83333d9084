import type { ColourChoice } from '../output/Paint.js';
import type { ClusterOptions, LiveOptions } from './clusterOptions.js';
import type { LeaderOptions } from './leaderOptions.js';
import type { KindOptions } from './kindOptions.js';

/** How diagnostics are written. */
export type DiagnosticFormat = 'human' | 'json' | 'yaml' | 'sarif' | 'github';

/** The least severity that makes a run fail. */
export type FailOn = 'error' | 'warning' | 'never';

/** What every command with findings understands. */
export interface ReportOptions {
  readonly failOn: FailOn;
  readonly quiet?: boolean;
  readonly color: ColourChoice;
}

/** What every command that reads a mesh understands. */
export interface MeshOptions extends ReportOptions, LiveOptions {
  readonly edges: ReadonlyArray<string>;
  readonly now?: number;
}

export interface CompileOptions extends MeshOptions, KindOptions {
  readonly output: 'yaml' | 'json' | 'human';
  readonly outDir?: string;
  readonly check?: string;
  readonly force?: boolean;
  readonly statuses?: boolean;
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}

export interface ValidateOptions extends MeshOptions {
  readonly output?: DiagnosticFormat;
}

export interface ExplainOptions extends MeshOptions, LeaderOptions {
  readonly output: 'human' | 'json' | 'yaml';
  readonly filename?: ReadonlyArray<string>;
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}

/** What a SlimeBoot is made from where nobody has one. */
export interface SlimeBootOptions {
  readonly mode?: 'cluster' | 'namespace' | 'none';
  readonly metricSource?: 'accesslog' | 'prometheus';
  readonly namespace: ReadonlyArray<string>;
  readonly port: ReadonlyArray<number>;
  readonly istioNamespace?: string;
  readonly operatorNamespace?: string;
  readonly prometheusAddress?: string;
}

export interface InstallOptions extends ReportOptions, SlimeBootOptions, KindOptions {
  readonly output: 'yaml' | 'json';
  readonly printSlimeboot?: boolean;
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}

export interface UninstallOptions extends ReportOptions, ClusterOptions {
  readonly print?: boolean;
  readonly live?: boolean;
  readonly yes?: boolean;
  readonly crds?: boolean;
  readonly output: 'human' | 'name' | 'yaml' | 'json';
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}
