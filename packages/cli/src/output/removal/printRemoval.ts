import { printJson, printYaml } from '../../core.js';
import type { JsonObject, Owned } from '../../core.js';
import { printTable } from '../overview/Table.js';
import type { Row } from '../overview/Table.js';
import type { Paint } from '../Paint.js';
import { printable } from '../printable.js';
import { counted } from '../words.js';
import { kubectlArguments } from './kubectlArguments.js';
import type { Removal } from './Removal.js';

/** How a table is shown. */
export interface Page {
  readonly paint: Paint;
  readonly columns: number | undefined;
}

const reasons: Readonly<Record<Owned['ownership'], string>> = {
  label: 'labelled as managed by meshfence',
  fence: 'Sidecar of a ServiceFence',
  automatic: 'automatic fence',
  planned: 'follows from the manifests',
  definition: 'definition of a kind of fences or settings'
};

const rowsOf = (owned: ReadonlyArray<Owned>, { bold, dim }: Paint): ReadonlyArray<Row> => [
  ['KIND', 'NAMESPACE', 'NAME', 'WHY'].map(text => ({ text, paint: bold })),
  ...owned.map(({ kind, name, namespace, ownership }) => [
    { text: printable(kind) },
    { text: printable(namespace === '' ? '-' : namespace) },
    { text: printable(name) },
    { text: reasons[ownership], paint: dim }
  ])
];

/** How many objects would go, and what stays. */
export const summary = ({ live, others, owned }: Removal): string => {
  const total = owned.length === 0 ? 'Nothing' : counted(owned.length, 'object');
  const rest = live
    ? `${counted(others, 'other object')} in the input ${others === 1 ? 'is' : 'are'} not`
    : 'Others are not';
  return `${total} would go. ${rest} meshfence's, and would stay.\n`;
};

const table = (removal: Removal, { columns, paint }: Page): string =>
  removal.owned.length === 0
    ? summary(removal)
    : `${printTable(rowsOf(removal.owned, paint), columns).join('\n')}\n\n${summary(removal)}`;

/** As much of an object as it takes to name it. */
const toObject = ({ apiVersion, kind, name, namespace }: Owned): JsonObject => ({
  apiVersion,
  kind,
  metadata: namespace === '' ? { name } : { name, namespace }
});

/** What would go, in a form for people or for kubectl. */
export const printRemoval = (
  removal: Removal,
  format: 'human' | 'name' | 'yaml' | 'json',
  page: Page
): string => {
  switch (format) {
    case 'human':
      return table(removal, page);
    case 'name':
      return removal.owned.map(owned => `${kubectlArguments(owned)}\n`).join('');
    case 'yaml':
      return printYaml(removal.owned.map(toObject));
    case 'json':
      return printJson(removal.owned.map(toObject));
  }
};
