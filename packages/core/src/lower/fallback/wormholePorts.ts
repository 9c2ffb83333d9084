import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inItem, inSetting } from '../../diagnostic/inConfig.js';
import { diagnosed } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import type { Config } from '../../model/Config.js';
import {
  globalSidecars,
  globalSidecarName,
  placeholderName,
  wormholePortName
} from '../../model/GlobalSidecar.js';
import { keyOf } from '../../model/Meta.js';
import type { Key } from '../../model/Meta.js';
import { isProxys } from '../../model/Port.js';
import { isHttp2, isServerFirst, mayBeHttp } from '../../model/Protocol.js';
import { portUses } from './PortUse.js';

type Uses = ReturnType<typeof portUses>;

const isUsable = (port: number): boolean => port >= 1 && port <= 65_535 && !isProxys(port);

/** Who makes a port one on which servers speak first: somebody who has it, or what its number is known for. */
const serverFirst = (port: number, uses: Uses): string | undefined => {
  const all = uses.get(port) ?? [];
  const use = all.find(({ protocol }) => isServerFirst(protocol, port));
  if (use !== undefined) return `${use.by} has it`;
  return all.length === 0 && isServerFirst('tcp', port) ? 'its number is known for a protocol' : undefined;
};

/** HTTP ports of the mesh, but for those that a server-first protocol shares. */
const collected = (uses: Uses): ReadonlyArray<number> =>
  [...uses].flatMap(([port, all]) =>
    all.some(({ protocol }) => mayBeHttp(protocol)) && serverFirst(port, uses) === undefined ? [port] : []
  );

/** The Services of ours that have the wormhole ports. */
const keepers = (config: Config): ReadonlyArray<Key> =>
  config.mode === 'no'
    ? [keyOf({ namespace: config.global.slimeNamespace, name: placeholderName })]
    : globalSidecars(config).map(({ namespace }) => keyOf({ namespace, name: globalSidecarName }));

/** What was collected before: the ports that a Service of ours has, which nobody wants cleaned up. */
const remembered = ({ mesh }: Index): ReadonlyArray<number> => {
  const homes = new Set(keepers(mesh.config));
  return mesh.services
    .filter(({ meta }) => homes.has(keyOf(meta)))
    .flatMap(({ ports }) => ports)
    .filter(({ name, number }) => name === wormholePortName(number))
    .map(({ number }) => number);
};

/** Whether a port is in use, and for nothing that could be HTTP. */
const isOthers = (port: number, uses: Uses): boolean => {
  const all = uses.get(port) ?? [];
  return all.length > 0 && !all.some(({ protocol }) => mayBeHttp(protocol));
};

/** The ports that nobody listed by hand. */
const automatic = (index: Index, uses: Uses): ReadonlyArray<number> => {
  const { autoPort, cleanupWormholePort } = index.mesh.config.general;
  if (!autoPort) return [];
  const before = cleanupWormholePort ? [] : remembered(index);
  const kept = before.filter(port => serverFirst(port, uses) === undefined && !isOthers(port, uses));
  return [...collected(uses), ...kept];
};

/** Listed ports that must not be looked at. */
const refused = (index: Index, uses: Uses): Diagnosed<ReadonlySet<number>> => {
  const { config } = index.mesh;
  const { wormholePorts } = config.general;
  const found = wormholePorts.flatMap(port => {
    const by = serverFirst(port, uses);
    if (by === undefined) return [];
    const places = inItem(config, 'wormholePort', String(port));
    return [{ port, diagnostic: report('port-server-first', { port, by }, places) }];
  });
  return diagnosed(
    new Set(found.map(({ port }) => port)),
    found.map(({ diagnostic }) => diagnostic)
  );
};

/** What is worth knowing of the ports that are looked at. */
const noticed = (index: Index, ports: ReadonlyArray<number>, uses: Uses): ReadonlyArray<Diagnostic> => {
  const { config } = index.mesh;
  return ports.flatMap(port => {
    const all = uses.get(port) ?? [];
    const tcp = all.find(({ protocol }) => protocol === 'tcp');
    const h2 = config.general.supportH2 ? undefined : all.find(({ protocol }) => isHttp2(protocol));
    return [
      ...(tcp === undefined
        ? []
        : [report('port-shared-with-tcp', { port, service: tcp.by }, inSetting(config, 'wormholePort'))]),
      ...(h2 === undefined
        ? []
        : [
            report(
              'h2-unsupported',
              { port, service: h2.by, protocol: h2.protocol === 'grpc' ? 'gRPC' : 'HTTP/2' },
              inSetting(config, 'supportH2')
            )
          ])
    ];
  });
};

/** The ports on which traffic outside the scopes is looked at, ascending. */
export const wormholePorts = (index: Index): Diagnosed<ReadonlyArray<number>> => {
  const uses = portUses(index);
  const out = refused(index, uses);
  const listed = index.mesh.config.general.wormholePorts.filter(port => !out.value.has(port));
  const ports = [...new Set([...listed, ...automatic(index, uses)])].filter(isUsable).sort((a, b) => a - b);
  return diagnosed(ports, [...out.diagnostics, ...noticed(index, ports, uses)]);
};
