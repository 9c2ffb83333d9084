import { must } from '../process/run.js';
import { nodeAddress } from './Node.js';

/** A pod's network namespace. */
export interface PodNetwork {
  readonly netns: string;
  readonly ip: string;
  /** A command, to be run inside. */
  inside(argv: ReadonlyArray<string>): ReadonlyArray<string>;
}

/** The group whose own connections are not redirected: the proxy's. */
export const proxyGroup = '1337';

/** Ports on which a proxy itself answers. */
const proxyPorts = '15000,15020,15021,15090';

// Files run in processes of their own, one after the other: each begins where others hardly do.
let allocated = (process.pid * 37) % 40_000;

const nextAddress = (): string => {
  allocated = (allocated + 1) % 60_000;
  return `10.99.${1 + Math.floor(allocated / 250)}.${1 + (allocated % 250)}`;
};

const redirections = [
  `-A OUTPUT -p tcp -m owner --gid-owner ${proxyGroup} -j RETURN`,
  '-A OUTPUT -p tcp -o lo -j RETURN',
  `-A OUTPUT -p tcp -d ${nodeAddress} -j RETURN`,
  '-A OUTPUT -p tcp -j REDIRECT --to-ports 15001',
  `-A PREROUTING -p tcp -m multiport --dports ${proxyPorts} -j RETURN`,
  '-A PREROUTING -p tcp -j REDIRECT --to-ports 15006'
];

/** Commands for `ip`, run as one batch. */
const links = (netns: string, ip: string): { readonly node: string; readonly pod: string } => {
  const device = `v${ip.split('.').slice(2).join('-')}`;
  return {
    node: [
      `link add ${device} type veth peer name eth0 netns ${netns}`,
      `link set ${device} up`,
      `route add ${ip}/32 dev ${device}`
    ].join('\n'),
    pod: [
      'link set lo up',
      `address add ${ip}/32 dev eth0`,
      'link set eth0 up',
      `route add ${nodeAddress} dev eth0 scope link`,
      `route add default via ${nodeAddress} src ${ip}`
    ].join('\n')
  };
};

const insideOf =
  (netns: string) =>
  (argv: ReadonlyArray<string>): ReadonlyArray<string> => [
    'nsenter',
    `--net=/run/netns/${netns}`,
    '--',
    ...argv
  ];

/** Makes a pod's namespace; with a proxy, all TCP goes through it: out to port 15001, in to 15006. */
export const addPodNetwork = async (netns: string, proxy: boolean): Promise<PodNetwork> => {
  const ip = nextAddress();
  const inside = insideOf(netns);
  const { node, pod } = links(netns, ip);
  await must(['ip', 'netns', 'add', netns]);
  await must(['ip', '-batch', '-'], { input: node });
  await must(['ip', '-n', netns, '-batch', '-'], { input: pod });
  // As container runtimes do it: ports below 1024 are for everybody.
  await must(inside(['sysctl', '-qw', 'net.ipv4.ip_unprivileged_port_start=0']));
  if (proxy) {
    const input = ['*nat', ...redirections, 'COMMIT', ''].join('\n');
    await must(inside(['iptables-restore', '-w', '--noflush']), { input });
  }
  return { netns, ip, inside };
};

/** Deletes a pod's namespace, and with it its links. */
export const removePodNetwork = async ({ netns }: PodNetwork): Promise<void> => {
  await must(['ip', 'netns', 'delete', netns]);
};
