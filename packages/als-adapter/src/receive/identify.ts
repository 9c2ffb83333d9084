import { reporterOf } from '@meshfence/core';
import type { LogReporter, TrustedGlobalSidecar } from '@meshfence/core';
import { toNode } from '../decode/toNode.js';
import type { Message } from '../decode/schema.js';

/** One alternative name, as Node writes them: what could be mistaken for the next one is quoted. */
const alternativeName = /([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy;

const spiffe = /^spiffe:\/\/[^/]+\/ns\/([^/]+)\/sa\/[^/]+$/;

/** The namespaces that a certificate's alternative names are of, as Istio writes them. */
export const namespacesIn = (alternativeNames: string | undefined): ReadonlyArray<string> =>
  [...(alternativeNames ?? '').matchAll(alternativeName)].flatMap(([, type, name = '']) =>
    type === 'URI' ? (spiffe.exec(name)?.[1] ?? []) : []
  );

const namespaceOf = (reporter: LogReporter): string | undefined => {
  if (reporter._tag === 'Stranger') return undefined;
  return reporter._tag === 'Caller' ? reporter.caller.namespace : reporter.namespace;
};

/**
 * Who is at the other end of a stream, by its first message; undefined where that does not say.
 *
 * What a proxy says of itself must not contradict its certificate, where that names a namespace. Throws where the message
 * cannot be read.
 */
export const identify = (
  { identifier }: Message,
  alternativeNames: string | undefined,
  trusted: ReadonlyArray<TrustedGlobalSidecar>
): LogReporter | undefined => {
  const node = identifier?.node;
  if (node === undefined || node === null) return undefined;
  const reporter = reporterOf(toNode(node), trusted);
  const certified = namespacesIn(alternativeNames);
  const isCertified = certified.length === 0 || certified.includes(namespaceOf(reporter) ?? '');
  return isCertified ? reporter : { _tag: 'Stranger' };
};
