import type { Diagnostic } from '@meshfence/core';
import type { Log } from '../log/Log.js';

const textOf = ({ code, message, places }: Diagnostic): string =>
  JSON.stringify([code, message, places[0]?.object ?? '']);

/** Tells the log of findings, each once for as long as it lasts. */
export interface Findings {
  readonly tell: (diagnostics: ReadonlyArray<Diagnostic>) => void;
}

/** More at once would drown everything else; `meshfence validate --live` shows all. */
const most = 20;

const levelOf = ({ severity }: Diagnostic): 'warn' | 'info' | 'debug' =>
  severity === 'error' ? 'warn' : severity === 'warning' ? 'info' : 'debug';

export const newFindings = (log: Log): Findings => {
  let known: ReadonlySet<string> = new Set();
  return {
    tell: diagnostics => {
      const fresh = diagnostics.filter(each => !known.has(textOf(each)));
      known = new Set(diagnostics.map(textOf));
      for (const each of fresh.slice(0, most)) {
        const { code, message, places, remedy } = each;
        log[levelOf(each)](message, { code, remedy, object: places[0]?.object });
      }
      if (fresh.length > most) log.info('more findings', { count: fresh.length - most });
    }
  };
};
