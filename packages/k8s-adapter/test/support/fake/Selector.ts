import type { KubeObject } from './KubeObject.js';
import { badRequest } from './Refused.js';

export type Selector = (object: KubeObject) => boolean;

const fields: Readonly<Record<string, (object: KubeObject) => string | undefined>> = {
  'metadata.name': ({ metadata }) => metadata.name,
  'metadata.namespace': ({ metadata }) => metadata.namespace,
  // Of pods alone; nobody asks for it of anything else.
  'status.phase': ({ status }) => (status as { readonly phase?: string } | undefined)?.phase
};

const byField = (term: string): Selector => {
  const [, name = '', operator, value] = /^([^=!]+)(==?|!=)(.*)$/.exec(term) ?? [];
  const read = fields[name];
  if (read === undefined) throw badRequest(`field label not supported: ${name || term}`);
  return object => (read(object) === value) === (operator !== '!=');
};

const byLabel = (term: string): Selector => {
  const among = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  const [name, holds] =
    among === null
      ? equality(term)
      : [
          among[1] ?? '',
          inSet(
            (among[3] ?? '').split(',').map(each => each.trim()),
            among[2] === 'in'
          )
        ];
  return ({ metadata }) => holds(metadata.labels?.[name]);
};

type Test = (value: string | undefined) => boolean;

const inSet =
  (values: ReadonlyArray<string>, wanted: boolean): Test =>
  value =>
    (value !== undefined && values.includes(value)) === wanted;

const equality = (term: string): readonly [string, Test] => {
  const parts = /^([^=!]+)(==?|!=)(.*)$/.exec(term);
  if (parts !== null) {
    const [, name = '', operator, wanted] = parts;
    return [name, value => (value === wanted) === (operator !== '!=')];
  }
  return term.startsWith('!')
    ? [term.slice(1), value => value === undefined]
    : [term, value => value !== undefined];
};

const terms = (text: string): ReadonlyArray<string> =>
  text
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(term => term !== '');

/** The objects that a request's labelSelector and fieldSelector mean. */
export const selectorOf = (query: URLSearchParams): Selector => {
  const all = [
    ...terms(query.get('labelSelector') ?? '').map(byLabel),
    ...terms(query.get('fieldSelector') ?? '').map(byField)
  ];
  return object => all.every(selects => selects(object));
};
