import { readyAddresses, slicesOf } from './Registry.js';
import type { Registry, Service, ServicePort } from './Registry.js';

/** A chain of rules for Services, and one for pods that reach themselves through one. */
export interface Chains {
  readonly services: string;
  readonly hairpins: string;
}

interface Target {
  readonly address: string;
  readonly port: number;
}

const targetsOf = (registry: Registry, service: Service, { name = '' }: ServicePort): ReadonlyArray<Target> =>
  slicesOf(registry, service).flatMap(slice => {
    const port = slice.ports?.find(each => (each.name ?? '') === name)?.port;
    return port === undefined ? [] : readyAddresses(slice).map(address => ({ address, port }));
  });

/** One rule per endpoint, each as likely as any other: the last takes what is left. */
const portRules = (
  chain: string,
  ip: string,
  port: number,
  targets: ReadonlyArray<Target>
): ReadonlyArray<string> =>
  targets.map(({ address, port: to }, index) => {
    const left = targets.length - index;
    const share = left === 1 ? '' : `-m statistic --mode nth --every ${left} --packet 0 `;
    return `-A ${chain} -d ${ip}/32 -p tcp --dport ${port} ${share}-j DNAT --to-destination ${address}:${to}`;
  });

const hasAddress = ({ spec }: Service): boolean =>
  spec.type !== 'ExternalName' && spec.clusterIP !== undefined && spec.clusterIP !== 'None';

const hairpins = (chain: string, registry: Registry): ReadonlyArray<string> =>
  [...new Set(registry.slices.flatMap(readyAddresses))].map(
    address => `-A ${chain} -s ${address}/32 -d ${address}/32 -j MASQUERADE`
  );

/** The firewall's rules that make Services reachable, as `iptables-restore` reads them. They replace all former ones. */
export const serviceRules = (chains: Chains, registry: Registry, api: { ip: string; to: Target }): string => {
  const rules = registry.services
    .filter(hasAddress)
    .flatMap(service =>
      (service.spec.ports ?? []).flatMap(port =>
        portRules(
          chains.services,
          service.spec.clusterIP ?? '',
          port.port,
          targetsOf(registry, service, port)
        )
      )
    );
  return [
    '*nat',
    `:${chains.services} - [0:0]`,
    `:${chains.hairpins} - [0:0]`,
    ...portRules(chains.services, api.ip, 443, [api.to]),
    ...rules,
    ...hairpins(chains.hairpins, registry),
    'COMMIT',
    ''
  ].join('\n');
};
