import { accessLog } from './ask/accessLog.js';
import type { AccessLogEntry } from './ask/accessLog.js';
import { call } from './ask/call.js';
import type { CallOptions, Response } from './ask/call.js';
import { converse } from './ask/converse.js';
import type * as Converse from './ask/converse.js';
import { configDump } from './ask/ConfigDump.js';
import type { ConfigDump } from './ask/ConfigDump.js';
import { settle } from './ask/settle.js';
import { stats } from './ask/stats.js';
import { inParallel } from './api/inParallel.js';
import { startControlPlane } from './control/ControlPlane.js';
import type { ControlPlaneOptions } from './control/ControlPlane.js';
import { leaveWorkplace, makeWorkplace } from './control/Workplace.js';
import * as Failures from './Failures.js';
import type { Hosts } from './network/addressesOf.js';
import { startKubeProxy } from './network/KubeProxy.js';
import { setUpNode } from './network/Node.js';
import type { Pod } from './pod/Pod.js';
import type { Proxy } from './pod/startProxy.js';
import { Population } from './Population.js';
import { lastWords } from './process/Process.js';
import type { Process } from './process/Process.js';
import { waitFor } from './process/waitFor.js';

const proxyOf = ({ namespace, name, proxy }: Pod): Proxy => {
  if (proxy === undefined) throw new Error(`Pod ${namespace}/${name} has no proxy.`);
  return proxy;
};

/** A running cluster with Istio (etcd, kube-apiserver, controllers, istiod, pods), and what can be asked of it. */
export class Mesh extends Population {
  private wanted = false;

  /** Starts a mesh; what it has started by then ends again if that fails. */
  static async start(options: ControlPlaneOptions & { readonly hosts?: Hosts } = {}): Promise<Mesh> {
    await setUpNode();
    const workplace = await makeWorkplace();
    const started: Array<Process> = [];
    try {
      const control = await startControlPlane(workplace, options, process => started.push(process));
      const kubeProxy = await startKubeProxy(workplace.id, control.objects, control.apiServer.port);
      return new Mesh(workplace, control, kubeProxy, { ...options.hosts });
    } catch (error) {
      for (const process of started.reverse()) await process.stop();
      await leaveWorkplace(workplace, true);
      throw error;
    }
  }

  /** Ends everything. Logs are kept if a test failed, if a component had died, or if `keep` was called. */
  async stop(): Promise<void> {
    const running = [...this.control.processes, ...this.pods.flatMap(({ processes }) => processes)];
    const dead = running.filter(process => process.ended() !== undefined);
    for (const each of dead)
      console.error(`e2e: ${each.name} had ended: ${each.ended()}\n${lastWords(each)}`);
    await inParallel([...this.pods], 8, pod => this.stopPod(pod));
    await this.kubeProxy.stop();
    this.api.close();
    for (const process of [...this.control.processes].reverse()) await process.stop();
    await leaveWorkplace(this.workplace, this.wanted || Failures.any() || dead.length > 0);
  }

  /** Says that the logs will be wanted. */
  keep(): void {
    this.wanted = true;
  }

  /** One request from inside a pod. */
  async call(pod: Pod, url: string, options: CallOptions = {}): Promise<Response> {
    return call(await this.names(options.hosts), pod, url, options);
  }

  /** The same request so many times, one after the other. */
  async calls(
    pod: Pod,
    url: string,
    { count, ...options }: CallOptions & { readonly count: number }
  ): Promise<ReadonlyArray<Response>> {
    return inParallel(Array.from({ length: count }), 1, () => this.call(pod, url, options));
  }

  /** A gRPC call to an echoing application. */
  async grpc(pod: Pod, question: Converse.GrpcQuestion): Promise<Converse.GrpcAnswer> {
    return converse(await this.names(), pod, 'grpc', question);
  }

  /** Upgrades, says something, and waits for it to come back. */
  async websocket(pod: Pod, question: Converse.SocketQuestion): Promise<Converse.SocketAnswer> {
    return converse(await this.names(), pod, 'websocket', question);
  }

  /** Says something over bare TCP, and waits for `until`. */
  async tcp(pod: Pod, question: Converse.SocketQuestion): Promise<Converse.SocketAnswer> {
    return converse(await this.names(), pod, 'tcp', question);
  }

  /** Talks with `/stream`: up and down at once, with trailers. */
  async stream(pod: Pod, question: Converse.StreamQuestion): Promise<Converse.StreamAnswer> {
    return converse(await this.names(), pod, 'stream', question);
  }

  /** What the pod's Envoy was told, and what it would not take. */
  configDump(pod: Pod): Promise<ConfigDump> {
    return configDump(this.istiod, proxyOf(pod));
  }

  /** Counters and gauges of the pod's Envoy whose names begin so. */
  stats(pod: Pod, prefix?: string): Promise<ReadonlyMap<string, number>> {
    return stats(proxyOf(pod), prefix);
  }

  /** What the pod's Envoy has written about requests that have ended. */
  accessLog(pod: Pod): Promise<ReadonlyArray<AccessLogEntry>> {
    return accessLog(proxyOf(pod));
  }

  /** Waits until the Envoys of these pods (or of all) have heard all that was written before. */
  async settled(
    pods: Pod | ReadonlyArray<Pod> = this.pods.filter(({ proxy }) => proxy !== undefined)
  ): Promise<void> {
    await settle(this.control.objects, this.istiod, [pods].flat().map(proxyOf));
  }

  /** Waits until what a pod's Envoy was told is as expected. */
  async until(
    pod: Pod,
    what: string,
    holds: (dump: ConfigDump) => boolean,
    seconds = 20
  ): Promise<ConfigDump> {
    const check = async (): Promise<ConfigDump | undefined> => {
      const dump = await this.configDump(pod);
      return holds(dump) ? dump : undefined;
    };
    return waitFor(what, check, { seconds, needs: [this.istiod.process, ...pod.processes] });
  }
}
