import type { Labels } from '@meshfence/core';

/** A fence, as users' questions ask about it. */
export interface AskedFence {
  readonly namespace: string;
  readonly name: string;
  /** What its workload's pods carry. */
  readonly labels: Labels.Labels;
}

/** The placeholders, and what each stands for. An `app` label need not be the fence's name. */
const values: Readonly<Record<string, (fence: AskedFence) => string>> = {
  namespace: ({ namespace }) => namespace,
  source_app: ({ labels, name }) => (Object.hasOwn(labels, 'app') ? (labels['app'] ?? name) : name),
  service: ({ name }) => name
};

/** Those that name the fence, and not only where it is. */
const ofFence: ReadonlyArray<string> = ['source_app', 'service'];

/** Whole words only: `$source_apple` is none, and neither is the end of a regular expression. */
const placeholder = /\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** What is safe wherever a query has it: in quotes of any kind, and in a regular expression. */
const safe = /^[A-Za-z0-9][-A-Za-z0-9_.]*$/;

const namesIn = (query: string): ReadonlyArray<string> =>
  [...query.matchAll(placeholder)].map(([, name = '']) => name).filter(name => Object.hasOwn(values, name));

/** Whether a question is about one fence by its name, so that the answer is too. */
export const isAboutFence = (query: string): boolean => namesIn(query).some(name => ofFence.includes(name));

/** A question about a fence; undefined where something of the fence cannot stand in a question. */
export const filled = (query: string, fence: AskedFence): string | undefined => {
  const isSafe = namesIn(query).every(name => safe.test(values[name]?.(fence) ?? ''));
  if (!isSafe) return undefined;
  return query.replace(placeholder, (text, name: string) =>
    Object.hasOwn(values, name) ? (values[name]?.(fence) ?? text) : text
  );
};
