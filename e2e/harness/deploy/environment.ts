import { nodeAddress, nodeName } from '../network/Node.js';
import type { Container, PodTemplate } from './PodTemplate.js';

const field = ({ metadata, spec }: PodTemplate, ip: string, path: string): string => {
  const [, table, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (table === 'labels') return metadata.labels?.[key] ?? '';
  if (table === 'annotations') return metadata.annotations?.[key] ?? '';
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'spec.nodeName': nodeName,
    'spec.serviceAccountName': spec.serviceAccountName ?? 'default',
    'status.hostIP': nodeAddress,
    'status.podIP': ip,
    'status.podIPs': ip
  };
  const value = fields[path];
  if (value === undefined) throw new Error(`The harness knows no field ${path} for a variable.`);
  return value;
};

/** A container's variables, with what the downward API knows. */
export const environment = (
  pod: PodTemplate,
  { env = [] }: Container,
  ip: string
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env.map(({ name, value = '', valueFrom }) => {
      const path = valueFrom?.fieldRef?.fieldPath;
      if (valueFrom !== undefined && path === undefined)
        throw new Error(`Variable ${name} comes from something that the harness does not know.`);
      return [name, path === undefined ? value : field(pod, ip, path)];
    })
  );
