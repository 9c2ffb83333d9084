import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { isProxys } from '../../model/Port.js';
import type { Part } from './Part.js';

const whyNot = (text: string): string | undefined => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) return 'it is no port number (1 to 65535)';
  return isProxys(port) ? 'Istio keeps this port for itself' : undefined;
};

/** The wormhole ports, ascending, each once. */
export const ports = (part: Part, texts: ReadonlyArray<string>): Diagnosed<ReadonlyArray<number>> => {
  const valid = texts.filter(text => whyNot(text) === undefined).map(Number);
  return {
    value: [...new Set(valid)].sort((a, b) => a - b),
    diagnostics: texts.flatMap((text, index) => {
      const why = whyNot(text);
      const place = inObject('SlimeBoot', part.document, [...part.path, 'wormholePort', index]);
      return why === undefined ? [] : [report('port-invalid', { port: text, why }, [place])];
    })
  };
};
