import * as Labels from '../model/Labels.js';
import { describeRefusal } from './describeRefusal.js';
import { describeReason } from './describeReason.js';
import type { Absence, ExplainedHost, Explanation, Link } from './explain.js';
import type { Fate } from './fate.js';
import { printTestimony } from './printTestimony.js';

const printChain = (chain: ReadonlyArray<Link>): ReadonlyArray<string> =>
  chain.map(({ host, reason }, depth) => {
    const last = depth === chain.length - 1;
    return `  ${'   '.repeat(depth)}${depth === 0 ? '' : '-> '}${last && depth === 0 ? '' : `${host}: `}${describeReason(reason)}`;
  });

const printHost = ({ host, egress, chains }: ExplainedHost): ReadonlyArray<string> => {
  const entries =
    egress.length === 1 && egress[0] === `*/${host}` ? '' : `  (${egress.join(', ') || 'no entry as yet'})`;
  return [
    `${host}${egress.length === 1 && egress[0] === host ? '' : entries}`,
    ...chains.flatMap(printChain)
  ];
};

const because: Readonly<Record<Absence['why'], (absence: Absence) => string>> = {
  unasked: () => 'no static dependency, label, edge, VirtualService or alias leads to it',
  invalid: ({ detail }) => `Istio would reject it: ${detail}`,
  denied: ({ detail }) => `the deny rule ${JSON.stringify(detail)} keeps it out`,
  invisible: ({ detail }) => `it is not exported to namespace ${detail} (exportTo)`,
  expired: () => 'it has expired',
  'address-unknown': () => 'the address belongs to no Service, pod or ServiceEntry of the input'
};

/** As YAML takes it for a key. */
const key = (host: string): string => (host.startsWith('*') ? `'${host}'` : host);

const cure: Readonly<Record<Absence['why'], (host: string) => string>> = {
  unasked: host =>
    `An observed call would add it, or a static dependency:\n\n  spec:\n    host:\n      ${key(host)}: {stable: {}}`,
  invalid: () => 'Use a full DNS name.',
  denied: () => 'Remove the rule from general.denyHosts to allow it.',
  invisible: () => 'Export it to that namespace.',
  expired: host =>
    `A new call brings it back, or a static dependency:\n\n  spec:\n    host:\n      ${key(host)}: {stable: {}}`,
  'address-unknown': () => 'Add Services, pods or EndpointSlices to the input.'
};

const printFate = (fate: Fate | undefined): ReadonlyArray<string> =>
  fate === undefined
    ? []
    : [
        `Calls to it on port ${fate.ports.slice(0, -1).join(', ')}${fate.ports.length > 1 ? ' or ' : ''}${fate.ports.at(-1) ?? ''} go to ${fate.destination}.`
      ];

const printAbsence = (absence: Absence, fate: Fate | undefined): ReadonlyArray<string> => [
  `${absence.host} is not in the scope: ${because[absence.why](absence)}.`,
  ...(absence.isKnown || absence.why === 'invalid' || absence.why === 'address-unknown'
    ? []
    : ['No Service or ServiceEntry of the input has this host.']),
  ...printFate(fate),
  cure[absence.why](absence.host)
];

/** An explanation as text for people. */
export const printExplanation = (explanation: Explanation): string => {
  const { namespace, name, selector, refusal, hosts, absent, fate, testimony } = explanation;
  const head = `${namespace}/${name}  (${Labels.show(selector) || 'selects nothing'})`;
  const without = refusal === undefined ? [] : [`Yields no Sidecar: ${describeRefusal(refusal)}.`];
  const body =
    absent === undefined
      ? hosts.flatMap(host => ['', ...printHost(host)])
      : ['', ...printAbsence(absent, fate)];
  const seen = testimony === undefined ? [] : ['', ...printTestimony(testimony)];
  return `${[head, ...without, ...body, ...seen].join('\n')}\n`;
};
