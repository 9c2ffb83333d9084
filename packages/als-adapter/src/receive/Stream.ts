import { status } from '@grpc/grpc-js';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import type { Instant, LogReporter, TrustedGlobalSidecar } from '@meshfence/core';
import { decodeMessage } from '../decode/schema.js';
import type { Message } from '../decode/schema.js';
import type { Ending, Kind, Metrics } from '../measure/Metrics.js';
import { identify } from './identify.js';
import type { Intake } from './Intake.js';

export type Call = ServerReadableStream<Buffer, Buffer>;

/** What every stream of a receiver shares. */
export interface Shared {
  readonly intake: Intake;
  readonly metrics: Metrics;
  readonly trusted: () => ReadonlyArray<TrustedGlobalSidecar>;
  readonly now: () => Instant.Instant;
  /** Somebody has said who it is, or a stream has ended. */
  readonly changed: (stream: Stream) => void;
}

const kinds = { Caller: 'caller', GlobalSidecar: 'global-sidecar', Stranger: 'stranger' } as const;

const complaints: Partial<Readonly<Record<Ending, { readonly code: status; readonly details: string }>>> = {
  unidentified: {
    code: status.INVALID_ARGUMENT,
    details: 'The first message of a stream must say who reports (identifier.node).'
  },
  refused: { code: status.RESOURCE_EXHAUSTED, details: 'Too many streams are open.' }
};

/** The receiver has nothing to answer: an empty message. */
const nothing = Buffer.alloc(0);

/** One stream of messages. Who reports is said once, and holds until the end. */
export class Stream {
  kind: Kind = 'unknown';
  isOver = false;
  private heardAt: Instant.Instant;
  private reporter: LogReporter | undefined;

  constructor(
    private readonly call: Call,
    private readonly answer: sendUnaryData<Buffer>,
    private readonly shared: Shared
  ) {
    this.heardAt = shared.now();
    call.on('data', (bytes: Buffer) => this.hear(bytes));
    call.on('end', () => this.end('done'));
    call.on('error', () => this.end('broken'));
    call.on('cancelled', () => this.end('broken'));
  }

  /** Whether nothing has been heard since an instant, though nobody held it back. */
  isSilentSince(instant: Instant.Instant): boolean {
    return this.heardAt < instant && !this.call.isPaused();
  }

  /** Held back, a stream reads nothing, and by HTTP/2's flow control its sender cannot send. */
  hold(isHeld: boolean): void {
    if (isHeld) this.call.pause();
    else this.call.resume();
    this.heardAt = this.shared.now();
  }

  /** Ends it from this side. */
  end(why: Ending): void {
    if (this.isOver) return;
    this.isOver = true;
    this.shared.metrics.ended.inc({ why });
    const complaint = complaints[why];
    if (complaint !== undefined) this.answer(complaint);
    else if (why !== 'broken') this.answer(null, nothing);
    // What still comes is read, and nobody heeds it: unread, it would hold up the connection's other streams.
    this.call.resume();
    this.shared.changed(this);
  }

  private hear(bytes: Buffer): void {
    if (this.isOver) return;
    const { metrics, now } = this.shared;
    this.heardAt = now();
    metrics.messages.inc();
    metrics.bytes.inc(bytes.length);
    try {
      this.take(decodeMessage(bytes));
    } catch {
      metrics.badMessages.inc();
      if (this.reporter === undefined) this.end('unidentified');
    }
  }

  private take(message: Message): void {
    this.reporter ??= this.identified(message);
    if (this.reporter === undefined) this.end('unidentified');
    else this.shared.intake(message, this.reporter);
  }

  private identified(message: Message): LogReporter | undefined {
    const names = this.call.getAuthContext().sslPeerCertificate?.subjectaltname;
    const reporter = identify(message, names, this.shared.trusted());
    if (reporter === undefined) return undefined;
    this.kind = kinds[reporter._tag];
    this.shared.changed(this);
    return reporter;
  }
}
