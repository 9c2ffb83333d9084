import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent } from 'node:https';
import type { Server } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../api/Api.js';
import { kubeconfigOf } from '../control/startApiServer.js';
import { makeCertificate } from '../control/makeKeys.js';
import type { Mesh } from '../Mesh.js';
import { freePort } from '../process/freePort.js';
import { concerns, pass } from './Fault.js';
import type { Fault } from './Fault.js';
import { forward, handOn } from './forward.js';
import type { Answer, Upstream } from './forward.js';
import { closed, listen } from './listen.js';
import { matching } from './Passed.js';
import type { Filter, Passed } from './Passed.js';
import { bodyOf, isWatch, refuse } from './requests.js';

interface Settings {
  readonly mesh: Mesh;
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
  readonly keepBodies: boolean;
}

let count = 0;
let files = 0;

/** An HTTPS proxy in front of a mesh's API server. What goes wrong is said by `set`, at any time. */
export class FaultProxy {
  /** All that have come, in their order. */
  readonly requests: Array<Passed> = [];
  private fault: Fault = pass;
  private server: Server | undefined;
  private readonly watches = new Map<ServerResponse, Answer>();
  private readonly upstream: Upstream;

  private constructor(private readonly settings: Settings) {
    const { access } = settings.mesh.api;
    const agent = new Agent({ keepAlive: true, ca: readFileSync(access.ca) });
    this.upstream = { server: access.server, agent };
  }

  /** Starts one. `keepBodies` keeps what writes were to write. */
  static async start(
    mesh: Mesh,
    { keepBodies = false }: { readonly keepBodies?: boolean } = {}
  ): Promise<FaultProxy> {
    count += 1;
    const name = `proxy-${count}`;
    const keys = await makeCertificate(mesh.workplace, name, ['IP:127.0.0.1']);
    const proxy = new FaultProxy({ mesh, port: await freePort(), keepBodies, ...keys });
    await proxy.open();
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${this.settings.port}`;
  }

  /** How to come through here as administrator. */
  get access(): Access {
    const { certificate, mesh } = this.settings;
    return { server: this.url, ca: certificate, token: mesh.api.access.token };
  }

  /** A kubeconfig file by which one comes through here: with a token, or else as administrator. */
  async kubeconfig(token = this.access.token): Promise<string> {
    files += 1;
    const file = join(this.settings.mesh.workplace.folder, `proxy-${this.settings.port}-${files}.kubeconfig`);
    await writeFile(file, kubeconfigOf({ ...this.access, token }), { mode: 0o600 });
    return file;
  }

  /** Lets something go wrong from now on, until something else is set. */
  async set(fault: Fault): Promise<void> {
    this.fault = fault;
    if (fault.kind === 'closed') await this.close();
    else if (this.server === undefined) await this.open();
  }

  /** Breaks the connections of all watches that are under way. */
  cutWatches(): void {
    for (const each of this.watches.keys()) each.destroy();
  }

  /** Lets the watches that are under way fall silent, and leaves their connections as they are. */
  freezeWatches(): void {
    for (const [response, answer] of this.watches) answer.unpipe(response);
  }

  /** Breaks every connection there is. */
  cutAll(): void {
    this.server?.closeAllConnections();
  }

  /** How many requests have come that a filter lets through. */
  count(filter: Filter = {}): number {
    return matching(this.requests, filter).length;
  }

  /** The requests that were to write something. */
  writes(filter: Filter = {}): ReadonlyArray<Passed> {
    return matching(this.requests, filter).filter(({ method }) => method !== 'GET');
  }

  async stop(): Promise<void> {
    await this.close();
    this.upstream.agent.destroy();
  }

  private async open(): Promise<void> {
    const { certificate, key, port } = this.settings;
    this.server = await listen({ certificate, key, port }, (request, response) => {
      this.take(request, response).catch(() => response.destroy());
    });
  }

  private async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await closed(server);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await bodyOf(request);
    const kept = this.settings.keepBodies && method !== 'GET' ? body.toString() : undefined;
    const passed: Passed = {
      method,
      path,
      userAgent: headers['user-agent'] ?? '',
      at: Date.now(),
      body: kept,
      status: undefined
    };
    this.requests.push(passed);
    response.on('finish', () => (passed.status = response.statusCode));
    const fault = concerns(this.fault, method) ? this.fault : pass;
    if (fault.kind === 'blackHole') return;
    if (fault.kind === 'reset') return void response.destroy();
    if (fault.kind === 'refuse') return refuse(response, fault.status, fault.retryAfter);
    await this.pass(request, body, response, fault);
  }

  private async pass(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    fault: Fault
  ): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await forward(this.upstream, request, body, gone.signal);
    if (fault.kind === 'lose') return void response.destroy();
    if (fault.kind === 'delay') await sleep(fault.milliseconds, undefined, { signal: gone.signal });
    if (isWatch(request.url ?? '')) this.watches.set(response, answer);
    response.on('close', () => this.watches.delete(response));
    handOn(answer, response);
  }
}
