import type { JsonObject } from '@meshfence/core';
import type { Question } from '../../../src/client/Client.js';
import { LeaseServer } from './LeaseServer.js';
import { Replica } from './Replica.js';
import type { Fate, Nature } from './Replica.js';
import { VirtualTime } from './VirtualTime.js';

/** A world whose network is as good as a test says; every request is written down. */
export class Town {
  readonly time = new VirtualTime();
  readonly server = new LeaseServer();
  readonly questions: Array<Question> = [];
  network: Fate = { there: 5, back: 5 };

  start(nature: Nature | string): Replica {
    const network = (question: Question): Fate => {
      this.questions.push(question);
      return this.network;
    };
    const { server, time } = this;
    return new Replica({ time, server, network }, typeof nature === 'string' ? { identity: nature } : nature);
  }

  /** Lets seconds pass. */
  pass(seconds: number): Promise<void> {
    return this.time.pass(seconds * 1000);
  }

  /** What the lease says. */
  get spec(): JsonObject {
    return (this.server.lease?.['spec'] ?? {}) as JsonObject;
  }

  /** The methods of the requests since the last call. */
  asked(): ReadonlyArray<string> {
    return this.questions.splice(0).map(({ method = 'GET' }) => method);
  }
}
