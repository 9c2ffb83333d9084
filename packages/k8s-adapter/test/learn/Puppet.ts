import type { EdgeSink, EdgeSource, Hearing } from '@meshfence/core';

const held = (): { readonly promise: Promise<void>; readonly release: () => void } => {
  let release = (): void => {};
  const promise = new Promise<void>(resolve => {
    release = resolve;
  });
  return { promise, release };
};

/** A source in a test's hands. */
export class Puppet implements EdgeSource {
  readonly lives: Array<'start' | 'stop'> = [];
  sink: EdgeSink | undefined;
  wrong: ReadonlyArray<string> = [];
  refusal: string | undefined;
  tries = 0;
  /** What its start and its end wait for. */
  beginning: Promise<void> = Promise.resolve();
  lingering: Promise<void> = Promise.resolve();

  constructor(readonly name: string) {}

  async start(sink: EdgeSink): Promise<void> {
    this.tries += 1;
    await this.beginning;
    if (this.refusal !== undefined) throw new Error(this.refusal);
    this.lives.push('start');
    this.sink = sink;
  }

  async stop(): Promise<void> {
    await this.lingering;
    this.lives.push('stop');
  }

  troubles(): ReadonlyArray<string> {
    return this.wrong;
  }

  hearings(): ReadonlyArray<Hearing> {
    const caller = { _tag: 'Named', namespace: 'shop', name: 'web' } as const;
    return [{ source: this.name, caller, lastHeard: 0, unlearned: [] }];
  }

  /** From now on it does not begin before somebody lets it. */
  hesitate(): () => void {
    const { promise, release } = held();
    this.beginning = promise;
    return release;
  }

  /** From now on it does not end before somebody lets it. */
  linger(): () => void {
    const { promise, release } = held();
    this.lingering = promise;
    return release;
  }
}
