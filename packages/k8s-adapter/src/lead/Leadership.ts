/** Whether this process leads, of all that want to. */
export interface Leadership {
  /**
   * Whether this process leads now, by its clock at the time of the call.
   *
   * Ask before each write: what is written afterwards must be done within the difference of lease duration and renew deadline.
   */
  isLeading(): boolean;
  readonly identity: string;
  /** Who holds the lease, as far as is known; this process may hold it and not lead any more. */
  holder(): string | undefined;
  /** Leads no more, and gives the lease back, as far as that can be done in the time of one request. Never rejects. */
  stop(): Promise<void>;
}

/** A controller without a lease is alone, and leads. */
export const always: Leadership = {
  isLeading: () => true,
  identity: '',
  holder: () => undefined,
  stop: () => Promise.resolve()
};
