import type { ColourChoice } from '../output/Paint.js';

/** How diagnostics are written. */
export type DiagnosticFormat = 'human' | 'json' | 'yaml' | 'sarif' | 'github';

/** The least severity that makes a run fail. */
export type FailOn = 'error' | 'warning' | 'never';

/** What every command that reads a mesh understands. */
export interface MeshOptions {
  readonly edges: ReadonlyArray<string>;
  readonly now?: number;
  readonly failOn: FailOn;
  readonly quiet?: boolean;
  readonly color: ColourChoice;
}

export interface CompileOptions extends MeshOptions {
  readonly output: 'yaml' | 'json' | 'human';
  readonly outDir?: string;
  readonly check?: string;
  readonly force?: boolean;
  readonly statuses?: boolean;
  readonly only?: 'sidecar' | 'servicefence';
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}

export interface ValidateOptions extends MeshOptions {
  readonly output?: DiagnosticFormat;
}

export interface ExplainOptions extends MeshOptions {
  readonly output: 'human' | 'json' | 'yaml';
  readonly filename?: ReadonlyArray<string>;
  readonly diagnostics?: Exclude<DiagnosticFormat, 'yaml'>;
}
