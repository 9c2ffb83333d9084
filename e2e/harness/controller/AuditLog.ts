import { readFile } from 'node:fs/promises';
import type { Mesh } from '../Mesh.js';

/** A request that the API server has answered. */
export interface AuditEvent {
  /** `create`, `update`, `patch`, `delete`, `get`, `list`, `watch`. */
  readonly verb: string;
  readonly user: string;
  readonly userAgent: string;
  /** `sidecars`, or `servicefences/status`. Empty for a path that is none of an object. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** 0 while it has not been answered. */
  readonly code: number;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly uri: string;
}

interface Line {
  readonly stage: string;
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly requestReceivedTimestamp: string;
  readonly requestURI: string;
}

const eventOf = ({ objectRef = {}, responseStatus, user, userAgent, ...line }: Line): AuditEvent => {
  const { name = '', namespace = '', resource = '', subresource } = objectRef;
  return {
    verb: line.verb,
    user: user.username,
    userAgent: userAgent ?? '',
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    namespace,
    name,
    code: responseStatus?.code ?? 0,
    at: Date.parse(line.requestReceivedTimestamp),
    uri: line.requestURI
  };
};

/** Which of a log's events are wanted. */
export interface AuditFilter {
  readonly userAgent?: string;
  readonly user?: string;
  readonly since?: number;
}

const isWrite = ({ verb }: AuditEvent): boolean => !['get', 'list', 'watch'].includes(verb);

/** What an API server that was started with `audit` has written down about itself. */
export class AuditLog {
  private readonly file: string;

  constructor(mesh: Mesh) {
    const { auditLog } = mesh.control.apiServer;
    if (auditLog === undefined) throw new Error('This mesh was started without an audit log.');
    this.file = auditLog;
  }

  /** What has been answered, or has begun to be, in the order in which it came. Those by `meshfence` where nothing is said. */
  async events({ since = 0, user, userAgent = 'meshfence' }: AuditFilter = {}): Promise<
    ReadonlyArray<AuditEvent>
  > {
    // After the last newline there is nothing, or a line that is being written.
    const lines = (await readFile(this.file, 'utf8')).split('\n').slice(0, -1);
    return lines
      .map(line => eventOf(JSON.parse(line) as Line))
      .filter(event => event.userAgent.startsWith(userAgent) && event.at >= since)
      .filter(event => user === undefined || event.user === user)
      .sort((a, b) => a.at - b.at);
  }

  /** Those of them that were to write something, refused ones included. */
  async writes(filter: AuditFilter = {}): Promise<ReadonlyArray<AuditEvent>> {
    return (await this.events(filter)).filter(isWrite);
  }
}
