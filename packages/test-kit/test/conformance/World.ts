import type { ShownCall } from '@meshfence/test-kit';

/** What a source in memory may do wrong. */
export type Fault =
  | 'takes everybody for web'
  | 'sees only the last caller of a host'
  | 'invents a call when it sees one again'
  | 'tells what is no call'
  | 'knows the future'
  | 'is somebody else'
  | 'watches during an outage'
  | 'never watches again'
  | 'claims to have watched all the time'
  | 'needs the world to start'
  | 'tells after its stop'
  | 'watches after its stop'
  | 'tells nothing when started again'
  | 'ends when a sink fails'
  | 'sees no more when a sink is slow'
  | 'hears of nobody who loses nothing'
  | 'does not say what is lost'
  | 'learns what is lost'
  | 'has heard it tomorrow'
  | 'is always content'
  | 'complains in new words each time'
  | 'complains for ever';

/** What there is to see. */
export interface World {
  /** Calls that are made. */
  seen: ReadonlyArray<ShownCall>;
  /** Calls that are tried, and not to be learned. */
  missed: ReadonlyArray<ShownCall>;
  isReachable: boolean;
  isSpoilt: boolean;
}
