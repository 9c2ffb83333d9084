import type { Config, Diagnosed, Diagnostic, Mesh } from '@meshfence/core';
import { judge } from './judge.js';

/** How it stands with the configuration. */
export interface Standing {
  /** What is in force; undefined before there has been a good one. */
  readonly config: Config | undefined;
  /** Whether what is in force is what is written. */
  readonly isCurrent: boolean;
  /** What was found in what is written. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** Nothing is written: no SlimeBoot, no file. */
  readonly isMissing: boolean;
}

/** The configuration in force. */
export interface Configuration {
  readonly standing: () => Standing;
  /** What is written now, decoded; whether anything is. */
  readonly write: (decoded: Diagnosed<Mesh>, isMissing: boolean) => void;
}

const isSame = (a: Config | undefined, b: Config): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** A configuration that is replaced by good ones only; `changed` is told whenever the standing differs. */
export const newConfiguration = (changed: (standing: Standing) => void): Configuration => {
  let standing: Standing = { config: undefined, isCurrent: false, diagnostics: [], isMissing: true };
  let told = '';

  const write = (decoded: Diagnosed<Mesh>, isMissing: boolean): void => {
    const { config, diagnostics, isGood } = judge(decoded);
    const before = standing.config;
    const next = isGood && config !== undefined && !isSame(before, config) ? config : before;
    standing = { config: next, isCurrent: isGood, diagnostics, isMissing };
    const text = JSON.stringify(standing);
    if (text === told) return;
    told = text;
    changed(standing);
  };

  return { standing: () => standing, write };
};
