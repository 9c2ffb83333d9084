import { decodeMesh, decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Diagnosed } from '../../../src/Diagnosed.js';
import type { Diagnostic } from '../../../src/diagnostic/Diagnostic.js';
import type { Config } from '../../../src/model/Config.js';
import type { Json } from '../../../src/model/Json.js';
import type { Mesh } from '../../../src/model/Mesh.js';
import { keyOf } from '../../../src/model/Meta.js';
import { slimeBoot } from './objects.js';

/** What a text decodes to. */
export const read = (...texts: ReadonlyArray<string>): Diagnosed<Mesh> =>
  decodeMesh(texts.map((text, index) => ({ file: `${index}.yaml`, text })));

/** The findings by code and message, but for the one that there is no SlimeBoot. */
export const findings = (diagnostics: ReadonlyArray<Diagnostic>): ReadonlyArray<string> =>
  diagnostics
    .filter(({ code }) => code !== 'config-missing')
    .map(({ code, message }) => `${code}: ${message}`);

/** What was found in a text. */
export const found = (...texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  findings(read(...texts).diagnostics);

/** The names of the Services in texts. */
export const services = (...texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  read(...texts).value.services.map(({ meta }) => keyOf(meta));

/** The configuration that a SlimeBoot decodes to, and what was found in it. */
export const configured = (...slimeBoots: ReadonlyArray<Json>): Diagnosed<Config> => {
  const { value, diagnostics } = decodeObjects(slimeBoots);
  return { value: value.config, diagnostics };
};

/** The configuration that follows from some settings. */
export const settings = (...[general, module, spec]: Parameters<typeof slimeBoot>): Config =>
  configured(slimeBoot(general, module, spec)).value;

/** A Service as text, called by a name. */
export const serviceText = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${rest}`;
