import { map } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Image } from '../../model/Deployment.js';
import type { Path } from '../../model/Origin.js';
import { optional } from '../codec.js';
import type { Document } from '../Document.js';
import type { Values } from '../field.js';
import { matching, word } from './deploymentCodecs.js';
import { mappingAt } from './mappingAt.js';

const registry = String.raw`(?:[a-zA-Z\d](?:[-a-zA-Z\d.]*[a-zA-Z\d])?|\[[a-fA-F\d:]+\])(?::\d+)?`;
const part = String.raw`[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*`;
const digest = String.raw`sha256:[a-f\d]{64}`;

/** What container runtimes take for a repository, and for the rest. Empty is nothing. */
const repository = matching(
  'a repository such as "docker.io/meshfence/meshfence", without a tag',
  new RegExp(String.raw`^(?:(?:${registry}/)?${part}(?:/${part})*)?$`),
  255
);
const tag = matching(
  'a tag such as "v1.2", or a digest (sha256: and 64 digits)',
  new RegExp(String.raw`^(?:${digest}|\w[\w.-]{0,127}(?:@${digest})?)?$`),
  255,
  value => (typeof value === 'number' ? String(value) : value)
);

const fields = {
  pullPolicy: optional(
    word('a pull policy (Always, IfNotPresent or Never)', ['Always', 'IfNotPresent', 'Never'])
  ),
  repository: optional(repository),
  tag: optional(tag)
} as const;

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const toImage = ({ pullPolicy, repository: named, tag: tagged }: Values<typeof fields>): Image => ({
  pullPolicy,
  repository: filled(named),
  tag: filled(tagged)
});

/** An image, in whichever part of the SlimeBoot it is named. */
export const imageAt = (
  document: Document,
  path: Path,
  value: Readonly<Record<string, unknown>>
): Diagnosed<Image> => map(toImage)(mappingAt(document, path, value, fields));
