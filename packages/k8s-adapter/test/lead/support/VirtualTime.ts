interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** All that has been promised by now, and all that follows from it. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** A time in which things happen when they are due, one after the other, and nothing takes any. In milliseconds. */
export class VirtualTime {
  now = 0;
  private order = 0;
  private queue: ReadonlyArray<Entry> = [];

  at(time: number, run: () => void): void {
    this.order += 1;
    const entry = { at: Math.max(time, this.now), order: this.order, run };
    const index = this.queue.findIndex(({ at }) => at > entry.at);
    this.queue = index < 0 ? [...this.queue, entry] : this.queue.toSpliced(index, 0, entry);
  }

  /** Lets so much time pass; `check` is asked before and after whatever happens. */
  async pass(time: number, check: () => void = () => {}): Promise<void> {
    const end = this.now + time;
    await settled();
    for (let [next] = this.queue; next !== undefined && next.at <= end; [next] = this.queue) {
      this.queue = this.queue.slice(1);
      this.now = next.at;
      check();
      next.run();
      await settled();
      check();
    }
    this.now = end;
    check();
  }
}
